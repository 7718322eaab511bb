"""Words that tell who must act and who helps. The tables follow the rules of ``lexicon_heads``."""

#: Words that ask a body to act; True where the text asks, False where it orders.
OPENERS = {
    "giao": False,
    "giao cho": False,
    "giao nhiệm vụ cho": False,
    "giao nhiệm vụ": False,
    "giao trách nhiệm cho": False,
    "giao trách nhiệm": False,
    "tiếp tục giao": False,
    "yêu cầu": False,
    "phân công": False,
    "phân công nhiệm vụ cho": False,
    "phân công cho": False,
    "ủy quyền": False,
    "ủy quyền cho": False,
    "chỉ định": False,
    "đối với": False,
    "trách nhiệm của": False,
    "nhiệm vụ của": False,
    "phần việc của": False,
    "đề nghị": True,
    "kính đề nghị": True,
    "trân trọng đề nghị": True,
    "kiến nghị": True,
    "kính mời": True,
    "trân trọng kính mời": True,
    "mời": True,
    "kính mong": True,
    "rất mong": True,
    "mong": True,
}

#: Openers that hand an item below a unit's heading to another body.
HANDS_ON = (
    "giao",
    "giao cho",
    "giao nhiệm vụ cho",
    "giao nhiệm vụ",
    "giao trách nhiệm cho",
    "ủy quyền cho",
)

#: Openers of which the doing, not the addressee, is the duty when a sentence goes on after others.
LATER_OPENERS = (
    "giao", "giao cho", "giao nhiệm vụ cho", "giao trách nhiệm cho", "yêu cầu", "đề nghị",
    "kính đề nghị", "trân trọng đề nghị", "phân công",
)  # fmt: skip

#: Bodies that order others; before an opener they are not the ones who must act.
ISSUERS = (
    "UBND", "ủy ban nhân dân", "chủ tịch", "thường trực", "ban thường vụ", "BTV", "đảng ủy", "HĐND",
    "hội đồng", "ban chỉ đạo", "BCĐ", "ban chấp hành", "ban tổ chức", "thành ủy", "huyện ủy",
    "tỉnh ủy", "ban thường trực", "BTT", "bí thư", "sở", "hiệu trưởng", "giám đốc", "phó chủ tịch",
    "ủy ban bầu cử", "lãnh đạo", "nhà trường", "trường", "thủ tướng", "chính phủ", "bộ trưởng",
)  # fmt: skip

#: Openers by which an issuer ("UBND xã yêu cầu …") hands a duty to others.
ISSUER_OPENERS = (
    "giao", "giao cho", "giao nhiệm vụ cho", "giao trách nhiệm cho", "yêu cầu", "đề nghị", "kiến nghị",
    "kính đề nghị", "trân trọng đề nghị", "kính mời", "mời",
)  # fmt: skip

#: How a later sentence may begin before its subject or its opener.
LINKS = ("đồng thời", "bên cạnh đó", "ngoài ra", "riêng", "trong đó", "cụ thể", "và", "mặt khác")

#: How a sentence may begin before its subject.
INTROS = (
    "căn cứ", "theo", "trên cơ sở", "để", "nhằm", "trong", "định kỳ", "hằng", "hàng", "ngoài ra",
    "đồng thời", "bên cạnh", "khi", "sau", "kết thúc", "trước", "chậm nhất", "từ", "cuối", "giao",
    "với", "tùy", "thực hiện", "dưới", "cùng với", "nếu", "trường hợp", "đến", "vào", "qua", "hết",
    "ngay sau", "mỗi", "riêng", "đầu", "tại", "ngày", "tháng", "quý", "riêng đối với", "cụ thể", "nhận được",
)  # fmt: skip

#: Words that begin like these and are the duty itself.
NOT_INTROS = (
    "theo dõi", "thực hiện nghiêm", "thực hiện tốt", "từng bước", "giao ban", "thực hiện công tác",
    "thực hiện việc", "hàng hóa", "đến thăm", "mỗi cơ quan", "đầu tư", "vào sổ", "trong sạch", "giao lưu",
    "cuối cùng", "tháng hành động", "ngày hội", "theo sát", "đầu mối", "với vai trò", "giao nhận",
)  # fmt: skip

#: Before the names of those who help.
WITH = (
    "phối hợp với", "phối hợp cùng", "phối hợp cùng với", "phối hợp chặt chẽ với",
    "phối hợp chặt chẽ cùng", "phối hợp thường xuyên với", "phối hợp đồng bộ với",
    "phối hợp tốt với", "phối hợp", "phối hợp chặt chẽ", "phối hợp hiệu quả với", "phối kết hợp với",
    "phối hợp kịp thời với", "phối hợp tích cực với", "kết hợp với", "phối hợp trực tiếp với",
    "phối hợp có hiệu quả với", "phối hợp nhịp nhàng với", "phối hợp liên ngành với", "phối kết hợp",
    "phối kết hợp cùng", "phối hợp, hỗ trợ", "phối hợp chặt chẽ cùng với", "liên hệ phối hợp với",
    "có sự tham gia của", "với sự tham gia của", "có sự phối hợp của", "với sự phối hợp của",
    "cùng sự tham gia của", "có sự phối hợp giữa", "với sự hỗ trợ của", "cùng với sự tham gia của",
)  # fmt: skip

#: Before the names of those who help where a body that acts stands before.
TOGETHER = ("cùng với", "cùng")

#: How well bodies are to work together, between "phối hợp" and "với".
HOW_TOGETHER = (
    "chặt chẽ", "thường xuyên", "đồng bộ", "tốt", "kịp thời", "hiệu quả", "có hiệu quả", "tích cực",
    "nhịp nhàng", "trực tiếp", "chủ động", "toàn diện", "quyết liệt", "mật thiết", "sâu rộng",
    "nghiêm túc", "linh hoạt", "nhanh chóng", "liên tục", "đầy đủ", "sâu sát", "bằng văn bản", "thống nhất", "liên ngành", "và", "thực hiện",
)  # fmt: skip

#: After these "phối hợp" is a thing ("Quy chế phối hợp với Công an"), not a duty.
COORDINATION_PAPERS = ("quy chế", "chương trình", "kế hoạch", "nghị quyết", "thỏa thuận", "văn bản")

#: A body before such a word helps where another leads ("A chủ trì, B phối hợp").
HELPING = (
    "phối hợp",
    "cùng phối hợp",
    "tham gia phối hợp",
    "hỗ trợ, phối hợp",
    "phối hợp thực hiện",
)

#: What a body that leads does ("do A chủ trì", "(A chủ trì)").
LEADING = (
    "chủ trì", "thực hiện", "phụ trách", "đảm nhận", "đảm nhiệm", "đảm trách", "chịu trách nhiệm",
    "làm đầu mối", "làm chủ trì", "tổ chức thực hiện", "triển khai", "làm chủ đầu tư", "tham mưu",
    "là cơ quan chủ trì", "là đơn vị chủ trì", "là cơ quan thường trực", "làm trưởng", "tổ chức",
    "có trách nhiệm", "có nhiệm vụ", "xây dựng", "chuẩn bị", "cung cấp", "bố trí", "tổng hợp",
)  # fmt: skip

#: Labels before names, with a colon: who leads and who helps.
LEAD_LABELS = (
    "chủ trì", "đơn vị chủ trì", "cơ quan chủ trì", "đơn vị thực hiện", "cơ quan thực hiện",
    "bộ phận thực hiện", "người thực hiện", "bộ phận tham mưu", "đơn vị tham mưu", "thực hiện",
    "cơ quan tham mưu", "đơn vị chịu trách nhiệm", "cơ quan chịu trách nhiệm", "trách nhiệm",
    "bộ phận chủ trì", "đơn vị đầu mối", "cơ quan đầu mối", "đầu mối", "phụ trách", "đơn vị phụ trách",
    "người phụ trách", "bộ phận phụ trách", "trách nhiệm thực hiện", "phân công thực hiện",
    "đơn vị chủ trì thực hiện", "cơ quan chủ trì thực hiện", "chủ trì thực hiện", "phân công",
    "đơn vị chủ trì tham mưu", "cơ quan đơn vị chủ trì", "cơ quan đơn vị thực hiện",
    "cơ quan thường trực", "giao", "đơn vị được giao", "cá nhân phụ trách", "lãnh đạo phụ trách",
    "tổ chức thực hiện", "đồng chí phụ trách", "đơn vị tổ chức", "cơ quan tổ chức", "người chủ trì",
)  # fmt: skip
SUPPORT_LABELS = (
    "phối hợp", "đơn vị phối hợp", "cơ quan phối hợp", "bộ phận phối hợp", "phối hợp thực hiện",
    "đơn vị phối hợp thực hiện", "cơ quan phối hợp thực hiện", "cơ quan đơn vị phối hợp",
    "thành phần phối hợp", "các đơn vị phối hợp", "các cơ quan phối hợp", "người phối hợp",
    "đơn vị hỗ trợ", "các cơ quan đơn vị phối hợp",
)  # fmt: skip

#: Labels of other matter, which end a list of names.
OTHER_LABELS = (
    "thời gian", "thời gian thực hiện", "thời gian hoàn thành", "địa điểm", "kinh phí", "nội dung",
    "sản phẩm", "kết quả", "hình thức", "thời hạn", "đối tượng", "tiến độ", "yêu cầu", "thành phần",
)  # fmt: skip

#: Before the bodies that are left out.
EXCEPTIONS = (
    "trừ", "ngoại trừ", "không bao gồm", "không kể", "không tính", "trừ ra", "ngoài trừ", "không gồm",
)  # fmt: skip

#: What stands before a body to which a thing is handed over ("được giao cho Phòng Kinh tế").
HANDED_TO = ("được giao cho", "giao cho", "được phân công cho", "được ủy quyền cho")
