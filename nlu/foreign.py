"""Other offices' business in our verbs: 补办护照, 注销QQ号, 二级建造师注册."""

import re

_PAPERS = re.compile(
    r"护照|通行证|居住证|军官证|注销身份证|补办身份证|办身份证|换身份证(?!号)|身份证(丢|到期|过期)|营业执照"
)
"""Papers that our own businesses name too, as proof or as what changed."""
_OBJECTS = re.compile(
    r"签证|驾照|驾驶证|行驶证|车牌|车管所|年检|电动车|etc注销|房产证|不动产|结婚|离婚|"
    r"出生证|户口迁|迁户口|落户|注销户口|社保卡|社保转移接续|医保|公积金|养老金|商标|域名|专利|个体户|"
    r"(?<![转到])注册(一家|一个|个|家)?(子|分)?公司|(?<![转到])注册(一家|一个)?新公司|公司注册|注册资本|"
    r"qq|微信|微博|抖音|快手|淘宝|天猫|京东|拼多多|闲鱼|支付宝|美团|饿了么|滴滴|apple|苹果手机|wifi|"
    r"邮箱|邮件|游戏|会员|手机号(注销|过户)|注销手机|宽带|话费|10086|10010|10000|移动客服|联通|电信客服|"
    r"银行|信用卡|贷款|房贷|转账|股票|基金|比特币|征信|发票|个税|退税|"
    r"快递|包裹|外卖|机票|火车票|高铁|车票|酒店|打车|航班|挂号|医院|派出所电话|公安局电话|"
    r"学籍|学信网|高考|四六级|普通话|毕业证(丢|补)|入学|研究生报名|考研|"
    r"教师资格|教师证|教资|护士|医师|医生|药师|律师|会计|社工|导游|厨师|"
    r"天气|下雨|气温|笑话|唱首|唱歌|歌曲|音乐|作文|写诗|一首诗|论文|电影|电视剧|球赛|比分|世界杯|nba|减肥|"
    r"翻译|感冒|发烧|做菜|好吃|吃什么|红烧|停电|电费|水费|漏水|房价|找工作(?!人)|招聘|招人|求职|"
    r"代考|挂证|卖证|买证|租证|报名|准考证|真题|大纲|图纸|招.{0,6}工程师|查成绩|成绩查询|成绩什么时候"
)
_NEIGHBOURS = re.compile(
    r"建造师|一建|二建|监理工程师|监理师|监理证|造价工程师|造价师|造价员|消防工程师|消防证|安全工程师|安全员|"
    r"规划师|咨询工程师|测绘师|计量师|房地产估价|物业管理师|施工员|八大员|"
    r"二级(注册)?(建筑|结构)"
)
_OURS = re.compile(
    r"信息更正|更正|证件|登记|申报|上报|补正|撤回我|注册工程师|注册结构|注册建筑师|勘察设计|岩土|暖通|"
    r"给排水|供配电|发输变|这里|这个系统|这系统|本系统|在这|你们这|建筑师证|结构师证|注册证|印章|变更注册"
)


def is_foreign(text: str) -> bool:
    """True when the normalised `text` is about a thing that another office or nobody handles."""
    lowered = text.lower()
    papers = _PAPERS.search(lowered) and not _OURS.search(lowered)
    return bool(papers or _OBJECTS.search(lowered) or _NEIGHBOURS.search(lowered))


def is_neighbour(text: str) -> bool:
    """True when a sister profession is asked about beside ours: a question, never an order."""
    return bool(_NEIGHBOURS.search(text) and _OURS.search(text) and not _OBJECTS.search(text))
