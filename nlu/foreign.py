"""What is none of our business, and whose it is: 补办护照, 注销QQ号, 二级建造师注册."""

import re

from nlu.parse import Reason


def _table(*rows: tuple[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((code, re.compile(pattern)) for code, pattern in rows)


PAPERS = _table(
    (
        "immigration",
        r"(补办|换|办|续|申请|挂失|加急|领).{0,3}(护照|通行证|台胞证)|"
        r"(护照|通行证|台胞证).{0,4}(丢|过期|到期|补|换发|换证|续|加急|挂失|怎么(申请|办)|去哪)",
    ),
    (
        "police",
        r"居住证|(注销|(?<!更改)补办|挂失|换(?!成)).{0,2}身份证(?!号|明)|(?<![补正])办个?身份证|身份证.{0,2}(丢|到期|过期|补办)",
    ),
    (
        "market",
        r"(办|补|变更|注销|申请|领|吊销).{0,4}执照|执照.{0,4}(怎么|去哪|办|变更|注销|年检|地址|过期|丢|年报)",
    ),
)
"""Papers that our own businesses name too, as proof or as what changed."""
NEIGHBOURS = _table(
    ("province", r"(?<!一)(?<!一、)二级.{0,2}(建筑师|结构)"),
    ("builders", r"建造师|一建|(?<!第)二建"),
    ("emergency", r"消防工程师|消防证|消防设施|安全工程师|安全员|特种作业"),
    (
        "sister",
        r"监理工程师|监理师|监理证|造价工程师|造价师|造价员|规划师|咨询工程师|测绘师|计量师|房地产估价|"
        r"物业管理师|施工员|八大员",
    ),
)
OBJECTS = _table(
    ("immigration", r"签证|出入境"),
    ("traffic", r"驾照|驾驶证|行驶证|车牌|车管所|车辆|电动车|摩托车|违章|etc注销"),
    (
        "police",
        r"(迁|转|落|上|办|查|注销).{0,3}户口(?!本|簿|页)|户口.{0,3}(迁|转|注销)|户口本.{0,3}(丢|补)|落户|"
        r"无犯罪|派出所电话|公安局电话|(撤销|撤回).{0,4}报案|怎么报案",
    ),
    ("registry_of_houses", r"房产证|不动产|房屋过户|房子.{0,4}过户"),
    ("civil", r"结婚|离婚|准生证|独生子女证"),
    (
        "health",
        r"出生证|出生医学|医保(?!.{0,4}(养老|行吗|算)).{0,6}(报销|备案|断|转移|卡|怎么|缴)|生育津贴|挂号|医院|疫苗|"
        r"健康证|献血|护士|医师|医生|药师",
    ),
    (
        "labour",
        r"社保卡|转移接续|社保.{0,3}(转移|转到)(到?外地|怎么|去哪|手续|流程)|社保.{0,6}(怎么补(?!正)|补缴怎么)|"
        r"(怎么|去哪|在哪|如何)补缴|断缴.{0,6}(补|影响)|养老(保险|金).{0,6}(转移|领|发|查|补缴|怎么算|怎么交)|"
        r"退休金怎么|失业金|工伤.{0,4}(认定|赔|鉴定)|灵活就业.{0,6}(怎么交|怎么办|去哪)|仲裁.{0,4}(怎么|去哪|在哪|如何).{0,2}申请|"
        r"申请劳动仲裁",
    ),
    (
        "housing_fund",
        r"公积金.{0,8}(提取|贷款|怎么查|断缴|缴存|转移|怎么取|余额)|(提取|取出|怎么查|帮我查).{0,3}公积金",
    ),
    (
        "other",
        r"起诉|开庭|法院(?!.{0,8}(判|裁|解除|注销|劳动|强制|文书|证明))|检察院|城管|供电局|供电公司|自来水公司|移动公司|交警|街道办|居委会|"
        r"保险公司|航空公司|收货地址|快递员|物流|燃气公司|房东|租房|驾校|宠物",
    ),
    ("tax", r"发票|个税|所得税|退税|税务(?!师)|契税"),
    (
        "market",
        r"个体户(怎么|注销|执照)|个体工商|(?<![转到])注册(一家|一个|个|家)?(子|分)?公司|(?<![转到])注册(一家|一个)?新公司|"
        r"^.{0,4}公司注册(流程|要|需|条件|资金|怎么|多|$)|注册资本|(公司|企业)注销(要|流程|怎么|手续|多|$)|"
        r"公司.{0,3}变更法人|变更(公司)?法人|经营范围|食品经营|(年报|执照).{0,3}(在哪|怎么|去哪)",
    ),
    ("patents", r"商标|专利|著作权|版权"),
    (
        "enterprise_side",
        r"施工许可|规划许可|安全生产许可|资质升级(?!了)|(企业|设计|甲级|施工|工程|公司|单位).{0,4}资质.{0,4}"
        r"(升级(?!了)|延续|增项|怎么申请|怎么办|换证|新办)",
    ),
    (
        "exam",
        r"考试.{0,8}(报名(?!那|时|用)|时间|大纲|科目|真题|条件|难)|考试.{0,6}成绩(?!还|单|合格|能|算)|资格考试.{0,4}审核|"
        r"考.{1,6}报名(?!那|时|用)|^报名|报名(时间|条件|入口|费)|准考证(?!.{0,4}(当|管理号|能))|真题|考试大纲|查分|什么时候出分|查成绩|"
        r"成绩(查询|什么时候|复核)",
    ),
    (
        "school",
        r"学籍|学信网|高考|中考|考研|四六级|普通话|(毕业证|学位证).{0,4}(丢|补办|翻译)|(?<!录)入学(报名|手续|条件)|"
        r"(报名|上).{0,2}小学|幼儿园|研究生报名|学历认证怎么",
    ),
    ("schoolteachers", r"教师资格|教师证|教资"),
    ("justice", r"律师|立案|公证处|办公证"),
    ("accountants", r"会计|税务师"),
    (
        "titles",
        r"^.{0,6}职称.{0,2}(评审|怎么评|怎么报|证书丢)|怎么评职称|(?<!环)评(高级|中级|高工|副高|正高)(?!了|上)|高级工程师.{0,2}(评审|怎么评)",
    ),
    ("other_papers", r"社工|导游|厨师|焊工|电工证|心理咨询师|物业费"),
    (
        "platform",
        r"(?<![a-z])qq|微博|抖音|快手|淘宝|天猫|京东|拼多多|闲鱼|饿了么|滴滴|(?<![a-z])apple|小红书|知乎|12306|域名|游戏|"
        r"(注销|注册|撤回|找回|解封|申诉|更正).{0,6}(微信|支付宝|美团|邮箱|邮件|会员)|"
        r"(微信|支付宝|美团|邮箱|会员).{0,4}(注销|号|客服|人工|密码|撤回|消息|转账|退款|封|实名|账户|续费)|苹果手机怎么",
    ),
    (
        "telecom",
        r"手机号码?.{0,2}(注销|过户)|注销.{0,3}手机|电话卡|宽带.{0,4}(报修|注销|续费|怎么)|话费|(?<!\d)(10086|10010|10000)(?!\d)|"
        r"移动客服|移动营业|联通|电信(套餐|客服|营业)|wifi",
    ),
    ("bank", r"银行|信用卡|贷款|房贷|转账|征信|退保"),
    (
        "travel",
        r"(查|我的|取|催).{0,4}(快递|包裹)|快递.{0,4}(到哪|客服|电话|怎么还没|进度|没收到)|没收到快递|顺丰(查|客服|电话)|外卖|"
        r"机票|火车票|高铁|车票|酒店|打车|航班|退货|退款",
    ),
    (
        "household",
        r"(家里|小区).{0,3}停电|停电.{0,4}(找谁|电话)|电费|水费|(燃气|天然气).{0,3}(开户|费|公司|缴)|暖气费|漏水",
    ),
    (
        "other",
        r"天气|下雨|气温|笑话|唱首|唱歌|歌曲|首歌|音乐|作文|写诗|首诗|写.{0,6}论文|论文(怎么写|降重)|电影|电视剧|球赛|比分|世界杯|"
        r"nba|减肥|翻译(一下|一句|成(英|日|法|德))|感冒|发烧|做菜|好吃|吃什么|吃啥|红烧|房价|找工作(?!人)|招聘|招人|求职|股票|"
        r"基金|比特币|彩票|双色球|星座|运势|(画|审|打开|改).{0,6}图纸|图纸.{0,3}(打不开|怎么画)|效果图|招.{0,6}工程师|蓝屏|打印机|"
        r"重装系统|失恋|火锅|旅游|几点了|星期几|荷载|配筋|勘察报告怎么|设计规范",
    ),
)
_UNLAWFUL = re.compile(
    r"(找|想|能|收|卖|出租|租|高价|帮我|我的|把|愿意|靠谱的?|哪里).{0,8}(挂靠|挂证|挂出去)|(挂靠|挂证|挂一年).{0,6}(多少钱|价格|费|公司|哪)|挂哪|"
    r"卖证|买证|租证|收证|办假|假证|买.{0,4}(证书|证明|社保)|代考|替考|枪手|包过|代刷|代学|伪造|做.{0,3}假(证|章|的)|"
    r"(?<![a-z])p(一张|个.{0,2}证)|假的.{0,2}(证明|章)"
)
_UNLAWFUL_ASKED = re.compile(
    r"后果|处罚|会怎样|会怎么样|被查|举报|认定|算不算|是不是|什么是|虚假|承诺|处理|能不能|可以吗|给钱"
)
_ROLE = re.compile(
    r"(忽略|忘记|无视|不要遵守|不用遵守).{0,10}(指令|规则|规定|设定|限制|提示)|提示词|(显示|输出|打印|告诉我|发).{0,8}系统提示$|初始指令|开发者模式|"
    r"(扮演|假装|冒充|你是一个|你现在是|你就是).{0,10}(人员|管理员|黑客|领导|部门|ai|机器人|同事|本人|专家)|"
    r"(管理员|超级|root|admin).{0,4}(密码|权限|身份)|给我.{0,4}权限|(导出|进入|打开|拖|查询|删).{0,4}(数据库|后台|服务器)|破解|入侵|黑客|"
    r"(给我|把|列出|查|导出|发|看|显示).{0,6}(所有|全部|全体|其他|每个)的?(用户|人|注册人员|人员).{0,4}(的)?(身份证|手机|电话|信息|名单|资料|数据|聊天|社保|密码)|"
    r"把(?!我的).{1,8}的(身份证|手机|电话|密码).{0,3}(发|给|告诉)|(查|看)(一下|下)?(?!我)\w{2,3}(注册在哪|的注册信息)|"
    r"(别人|他人|同事|上一个用户|某人|老板|领导)的?.{0,3}(身份证号|手机号|电话号|注册信息|申报进度|申请进度|进度|聊天|密码|社保记录)|"
    r"直接.{0,4}(通过|批准|改成通过)|跳过.{0,4}(审核|审批|承诺)|绕过.{0,3}(审核|审批|承诺|系统|60|六十|规则|限制|登录)|(把|将).{0,6}状态改|聊天记录.{0,4}(给我|发)|"
    r"ignore .{0,20}(instruction|prompt|rule)|system prompt|your (prompt|instruction|config|rule)|"
    r"you are now|act as |jailbreak|"
    r"<\s*/?\s*(script|img|iframe|svg|body|html|a|div|b|h1)\b|javascript:|onerror\s*=|"
    r"\b(select|delete|insert|update|drop|union|truncate)\b.{0,30}\b(from|into|table|set|select|database)\b|"
    r"or 1\s*=\s*1|--\s*$|\{\{.*\}\}|\$\{.*\}|rm -rf|\.\./\.\."
)
_KEYS = re.compile(
    r"^(.)\1{3,}$|^(..?)\2{2,}$|^[qwertyuiop]{5,}$|^[asdfghjkl;]{4,}$|^[zxcvbnm,./]{5,}$|^\d{1,9}$|^(test(ing)?|测试)[\d\s]*(一下)?$"
)
_OURS = re.compile(
    r"信息更正|更正|证件|登记|申报|上报|补正|撤回我|注册工程师|注册结构|注册建筑师|勘察设计|岩土|暖通|"
    r"给排水|供配电|发输变|这里|这儿|这个系统|这系统|本系统|在这|归这|你们这|同一个|一级|一结|注册师|建筑师证|结构师证|注册证|印章|变更注册"
)


def office_of(text: str) -> str:
    """Code of the office, or `other`, that the normalised `text` is a matter of; "" for ours."""
    lowered = text.lower()
    if not _OURS.search(lowered) and (paper := _first(PAPERS, lowered)):
        return paper
    return _first(OBJECTS, lowered) or _first(NEIGHBOURS, lowered)


def reason_of(text: str) -> Reason:
    """Why the normalised `text` is to be refused, as far as its words tell; "" for no reason."""
    lowered = text.lower()
    if _ROLE.search(lowered):
        return "role"
    if _UNLAWFUL.search(lowered) and not _UNLAWFUL_ASKED.search(lowered):
        return "unlawful"
    if not any(character.isalnum() for character in text) or _KEYS.search(lowered):
        return "nonsense"
    office = office_of(lowered)
    return "other" if office == "other" else "office" if office else ""


def is_neighbour(text: str) -> bool:
    """True when a sister profession is asked about beside ours: a question, never an order."""
    return bool(_first(NEIGHBOURS, text) and _OURS.search(text) and not _first(OBJECTS, text))


def names_neighbour(text: str) -> bool:
    """True when the normalised `text` names a profession that registers elsewhere."""
    return bool(_first(NEIGHBOURS, text))


def _first(table: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> str:
    return next((code for code, pattern in table if pattern.search(text)), "")
