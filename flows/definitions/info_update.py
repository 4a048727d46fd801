"""信息更正 (manual 2.7): name, ID number, ID type; reviewed by the authority."""

from flows import checks
from flows.blocks import review
from flows.given import person_lines
from flows.rules.identity import no_update_in_hand
from flows.steps import Choice, Flow, Image, Images, Text, options_named
from flows.view import slot_is

# Domain 4: the manual's own 身份证 first.
ID_TYPES = ("身份证", "军官证", "护照", "台湾居民身份证", "香港永久性居民身份证", "警官证", "其他")
TOLD, PROOFS = "更正内容", "上传图片"
OF_IDENTITY = slot_is("change_type", "姓名", "身份证件号", "证件类型")

FLOW = Flow(
    id="info_update",
    title="信息更正",
    manual="2.7",
    intent="start_info_update",
    steps=(
        Choice(
            slot="change_type",
            label="变更类型",
            part=TOLD,
            ask="请选择要更正的信息：",
            options=options_named("姓名", "身份证件号", "证件类型", "其他"),
            help="学历、职称、单位、照片、签名在「个人信息」里直接修改，不用办信息更正。",
        ),
        Text(
            slot="name",
            label="更正后的姓名",
            part=TOLD,
            ask="请输入更正后的姓名。",
            check=checks.new_name,
            when=slot_is("change_type", "姓名"),
            placeholder="身份证上的姓名",
            help="照有效身份证上的姓名输入，生僻字、间隔号「·」照写。",
        ),
        Choice(
            slot="id_type",
            label="更正后的证件类型",
            part=TOLD,
            ask="请选择更正后的证件类型：",
            options=options_named(*ID_TYPES),
            when=slot_is("change_type", "证件类型"),
            clears=("id_number",),
            help="选择现在使用的有效证件。",
        ),
        Text(
            slot="id_number",
            label="更正后的身份证件号",
            part=TOLD,
            ask="请输入更正后的身份证件号。",
            check=checks.new_id_number,
            when=slot_is("change_type", "身份证件号", "证件类型"),
            placeholder="证件上的号码",
            help="身份证号 18 位，最后一位可能是 X；其他证件照证件原样输入。",
        ),
        Text(
            slot="other_information",
            label="更正的信息",
            part=TOLD,
            ask="请写明要更正哪一项信息，更正成什么。",
            check=checks.words(200),
            when=slot_is("change_type", "其他"),
            placeholder="例如：出生日期更正为…",
            help="一两句话说清原来是什么、应当是什么。200 字以内。",
        ),
        Text(
            slot="update_reason",
            label="更改原因",
            part=TOLD,
            ask="请输入更改原因，200字以内。",
            check=checks.words(200),
            placeholder="200字以内",
            help="例如：户籍登记姓名变更。200 字以内。",
        ),
        Image(
            slot="police_proof",
            label="变更证明",
            part=PROOFS,
            ask="更改姓名和身份证号需上传两张图片。\n第 1 张：公安机关出具的变更证明或户口簿户籍变更页。图片请控制在200~500KB，大小我来调整。",
            kind="proof",
            when=OF_IDENTITY,
            help="公安机关出具的变更证明，或户口簿上登记变更的那一页，拍下整页。",
        ),
        Image(
            slot="id_card",
            label="身份证正、反面",
            part=PROOFS,
            ask="第 2 张：有效身份证正、反面，请放在同一张图片里。",
            kind="proof",
            paper="id_card",
            when=OF_IDENTITY,
            help="把身份证正面和反面拍在一张图片里，四角完整、没有反光。",
        ),
        Images(
            slot="other_proofs",
            label="证明材料",
            part=PROOFS,
            ask="有证明材料的请上传（最多 5 张），没有可以不传。图片请控制在200~500KB，大小我来调整。",
            when=slot_is("change_type", "其他"),
            help="能证明更正内容的材料，拍下整页。一张张发，发完点「完成」。",
        ),
        *review("确定上报吗？上报后由主管部门审核，审核期间不能修改。"),
    ),
    entry=(no_update_in_hand,),
    given=person_lines,
    done="told_the_authority",
)
