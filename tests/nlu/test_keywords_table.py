"""Sentences as people write them, and what the keyword parser must read in each."""

import pytest

from nlu.keywords import KeywordParser

TABLE = {
    "start_initial": ["初始注册", "我要办初始注册", "岩土考过了，想注册", "请帮我申请首次注册", "结构拿到证了，现在注册"],
    "start_change": ["变更注册", "换单位了，帮我转注册", "我跳槽了要变更", "把证转到新公司"],
    "start_renewal": ["延续注册", "证书快到期了，帮我续期", "我想办延续", "要续证"],
    "start_reissue": ["更改补办", "证书丢了", "帮我补办印章", "印章坏了，想换新的", "我的注册证找不到了要补"],
    "start_cancellation": ["注销注册", "帮我注销", "不干了，把注册销掉", "我要强制注销", "申请注销岩土"],
    "start_correction": ["补正", "我要补正", "现在去补材料", "收到补正通知，开始补正"],
    "start_withdrawal": ["撤回", "帮我撤回", "我要撤回申请", "把我的申请撤回来", "能帮我撤回吗", "麻烦把初始注册撤了"],
    "start_profile": ["个人信息", "填写个人信息", "我要换照片", "修改学历"],
    "start_info_update": ["信息更正", "我改名了，要更正", "身份证号变了", "证件从护照换成身份证，帮我改"],
    "start_defence": ["我的申辩", "我要申辩", "对社保异常有异议", "查重异常，我要申诉"],
    "open_current": ["正在办理的业务", "在办的申请给我看看", "我有哪些申请"],
    "open_history": ["历史申报", "以前申报过的", "看历史记录"],
    "open_messages": ["我的消息", "有没有新消息", "查看通知"],
    "open_progress": ["查进度", "我的申请到哪一步了", "批下来没有", "延续办得怎么样了", "进度怎么样"],
    "open_guide": ["办事指南", "操作手册", "打开使用说明"],
    "open_videos": ["操作视频", "有视频吗", "初始注册的视频"],
    "open_hotline": ["客服电话多少", "热线", "热线几点上班？", "我要投诉"],
    "ask_agent": ["转人工", "人工客服", "我要找客服", "找个人跟我说", "有没有真人客服"],
    "ask_faq": [
        *("怎么撤回", "撤回要企业同意吗", "注册要多久", "如何办理延续注册", "变更要什么材料？"),
        *("继续教育要多少学时啊", "社保异常怎么办", "证书丢了怎么补", "注销以后还能注册吗", "怎么查进度"),
        *("补正有几天时间", "照片多大", "先变更还是先延续", "二级注册结构在这里能办吗", "受理了还能撤回吗"),
    ],
    "out_of_scope": [
        *("补办护照", "注销QQ号", "帮我换驾照", "二级建造师注册", "淘宝客服电话", "今天天气怎么样", "asdfgh"),
        *("我要注册一家公司", "社保卡丢了补办", "监理工程师变更注册", "撤回微信消息", "会计证补办", "讲个笑话", "😀😀"),
    ],
    "small_talk": ["你好", "谢谢", "您好！", "在吗？", "辛苦了"],
    "affirm": ["是", "好的", "可以", "确定", "👍", "OK", "嗯嗯。"],
    "deny": ["不", "不是", "不用了", "👎", "不同意"],
    "go_back": ["返回", "上一步", "返回上一步吧", "刚才填错了，回到上一步"],
    "stop": ["取消", "退出", "不办了", "先不填了", "算了"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("intent", "sentence"), [(intent, one) for intent, many in TABLE.items() for one in many]
)
async def test_reads_the_intent(intent: str, sentence: str) -> None:
    parse = await KeywordParser().parse(sentence)
    assert parse.intent == intent
    assert 0.5 < parse.confidence <= 1
    assert parse.source == "keywords"
    assert (parse.out_of_scope >= 0.5) == (intent == "out_of_scope")
