"""个人信息 (manual 2.2): basic information, enterprise, portrait and signature."""

from flows import checks
from flows.enterprises import certificate_options, industry_options
from flows.given import person_lines
from flows.steps import Choice, Confirm, Date, Flow, Image, Option, Reading, Review, Search, Text
from flows.stored_profile import stored_profile


def _options(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(value=label, label=label) for label in labels)


BASIC, ENTERPRISE, PICTURES = "个人基本信息", "所在企业信息", "照片、签名"

BASIC_STEPS = (
    Text(
        slot="school",
        label="毕业院校",
        part=BASIC,
        ask="请输入毕业院校。",
        check=checks.words(50),
        placeholder="毕业院校全称",
        help="毕业证书上的学校全称，例如 北京大学。",
    ),
    Text(
        slot="major",
        label="专业",
        part=BASIC,
        ask="请输入所学专业。",
        check=checks.words(50),
        placeholder="所学专业",
        help="毕业证书上的专业，例如 土木工程。",
    ),
    Choice(
        slot="education",
        label="学历",
        part=BASIC,
        ask="请选择学历：",
        options=_options("中专", "大专", "大学本科", "硕士研究生", "博士研究生", "博士后"),
        help="选择最高学历。",
    ),
    Choice(
        slot="degree",
        label="学位",
        part=BASIC,
        ask="请选择学位：",
        options=_options("无", "学士学位", "硕士学位", "博士学位"),
        help="没有学位请选「无」。",
    ),
    Date(
        slot="graduated_in",
        label="毕业时间",
        part=BASIC,
        ask="请输入毕业时间，年-月，例如 2012-07。",
        precision="month",
        judge=checks.not_future("graduated_in_future"),
        placeholder="2012-07",
        help="毕业证书上的年月，例如 2012-07 或 2012年7月。",
    ),
    Date(
        slot="appointed_in",
        label="任职时间",
        part=BASIC,
        ask="请输入现任专业技术职务的任职时间，年-月，例如 2018-09。",
        precision="month",
        judge=checks.not_future("appointed_in_future"),
        placeholder="2018-09",
        help="职称证书上的年月，例如 2018-09。",
    ),
    Choice(
        slot="title",
        label="现任专业技术职务",
        part=BASIC,
        ask="请选择现任专业技术职务：",
        options=_options(
            "正高级工程师",
            "高级工程师",
            "工程师",
            "助理工程师",
            "正高级建筑师",
            "高级建筑师",
            "建筑师",
            "无",
        ),
        help="按职称证书选择，没有请选「无」。",
    ),
    Text(
        slot="years_of_practice",
        label="专业工作年限",
        part=BASIC,
        ask="请输入专业工作年限（整年），例如 10。",
        check=checks.whole_number(0, 60),
        placeholder="10",
        help="从事本专业工作的年数，0 到 60 的整数，例如 10。",
    ),
)

ENTERPRISE_STEPS = (
    Search(
        slot="enterprise",
        label="企业名称",
        part=ENTERPRISE,
        ask="请输入企业名称的一部分，例如「华东 勘测」，我来检索企业库。",
        clears=(
            "industry",
            "certificate",
            "contact_mobile",
            "employment_begins_on",
            "employment_ends_on",
        ),
        placeholder="企业名称的一部分",
        help="输入企业名称里的两三个字，例如「华东 勘测」，再从结果里选择。搜不到，请单位先到“住房和城乡建设部政务服务门户”办理企业法人账号注册。",
    ),
    Choice(
        slot="industry",
        label="所属行业",
        part=ENTERPRISE,
        ask="请选择所属行业，系统会按行业检索企业资质证书号：",
        options=industry_options,
        sole=True,
        clears=("certificate",),
        help="按单位的实际情况选择。",
    ),
    Choice(
        slot="certificate",
        label="企业资质证书号",
        part=ENTERPRISE,
        ask="请选择企业资质证书号：",
        options=certificate_options,
        sole=True,
        help="按实际情况选择。企业还未取得资质时显示「无」。",
    ),
    Text(
        slot="contact_mobile",
        label="经办人手机号",
        part=ENTERPRISE,
        ask="请输入单位经办人的手机号（11 位）。",
        check=checks.mobile,
        placeholder="11 位手机号",
        help="单位里经办注册的人的手机号，例如 13800138000，不是您本人的也可以。",
    ),
    Date(
        slot="employment_begins_on",
        label="聘用开始时间",
        part=ENTERPRISE,
        ask="请输入聘用开始时间，例如 2022-04-13。",
        judge=checks.not_future("employment_in_future"),
        placeholder="2022-04-13",
        help="劳动合同的开始日期，例如 2022-04-13。",
    ),
    Date(
        slot="employment_ends_on",
        label="聘用结束时间",
        part=ENTERPRISE,
        ask="请输入聘用结束时间，或选「无固定期」。",
        judge=checks.after("employment_begins_on", "employment_ends_before"),
        options=(Option(value="none", label="无固定期", aliases=("无", "没有", "长期")),),
        placeholder="2028-04-12",
        help="劳动合同的结束日期，例如 2028-04-12；没写到期日的选「无固定期」。",
    ),
)

PICTURE_STEPS = (
    Reading(
        slot="picture_commitment",
        part=PICTURES,
        ask="请阅读“申报须知及个人承诺”，再作出选择。",
        letter=lambda _: "pictures",
        seconds=0,
        accept="本人已阅读并作出上述承诺",
        decline="本人不作出上述承诺",
        otherwise="keep",
        help="作出承诺后才能上传照片和签名。",
    ),
    Image(
        slot="portrait",
        label="一寸照片",
        part=PICTURES,
        ask="请发一张一寸免冠证件照（jpg、jpeg、png，可以直接发手机照片）。",
        kind="portrait",
        clears=("picture_commitment", "pictures_confirmed"),
        help="一寸免冠证件照，正向、清晰，推荐 413px*295px（高×宽），不大于 500KB。",
    ),
    Image(
        slot="signature",
        label="手写签名",
        part=PICTURES,
        ask="请发手写签名的图片：白底黑字、文字横向、正向、清晰。",
        kind="signature",
        clears=("picture_commitment", "pictures_confirmed"),
        help="在白纸上用黑笔横着写下姓名，正向拍清楚，裁去多余的边再发，推荐 162px*405px（高×宽），不大于 500KB。",
    ),
    Confirm(
        slot="pictures_confirmed",
        part=PICTURES,
        ask="这是处理后的照片和签名。请确认：照片免冠、正面、清晰；签名白底黑字、横向、清晰。不合适可以返回上一步重发。",
        yes="使用这两张",
        no="重发签名",
        otherwise="back",
        shows=("portrait", "signature"),
        help="合适点「使用这两张」；照片不合适，点「返回上一步」两次重发照片。",
    ),
)

FLOW = Flow(
    id="profile",
    title="个人信息",
    manual="2.2",
    intent="start_profile",
    steps=(
        *BASIC_STEPS,
        *ENTERPRISE_STEPS,
        *PICTURE_STEPS,
        Review(
            slot="review",
            part="核对",
            ask="请核对，点任一行可改。",
            submit="提交",
            extras=(("certificate_preview", "执业证书预览"),),
            help="点「提交」保存，或点要改的那一行。",
        ),
    ),
    submit="profile",
    given=person_lines,
    prefill=stored_profile,
    done="profile_saved",
)
