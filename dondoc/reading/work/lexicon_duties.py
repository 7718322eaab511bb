"""Words that tell which kind of duty a sentence holds.

The tables follow the rules of ``lexicon``: tone marks, capitals and punctuation do not matter.
"""

#: Kinds of duties: the first phrase in a sentence decides; later rows win at the same place.
KINDS = {
    "launch": ("phát động", "phát động phong trào", "tổ chức lễ phát động", "phát động thi đua", "ra quân",
        "tổ chức ra quân", "tổ chức lễ ra quân"),
    "mobilise": (
        "tuyên truyền vận động", "tuyên truyền và vận động", "vận động", "phát huy sức mạnh",
        "huy động", "kêu gọi",
    ),
    "propaganda": (
        "tuyên truyền", "đưa tin", "truyền thông", "đăng tải", "phổ biến", "quán triệt",
        "phát sóng", "phát thanh", "treo băng rôn", "treo khẩu hiệu", "treo pa nô", "cổ động trực quan",
        "phát tờ rơi", "phát tờ gấp", "chuyên mục", "phóng sự", "viết tin bài", "thông tin tuyên truyền", "giới thiệu gương",
    ),
    "concretise": (
        "cụ thể hóa", "xây dựng kế hoạch", "ban hành kế hoạch", "xây dựng chương trình",
        "lập kế hoạch", "ban hành văn bản", "xây dựng và triển khai kế hoạch",
    ),
    "supervise": (
        "giám sát", "kiểm tra", "theo dõi", "đôn đốc", "thanh tra", "nắm tình hình",
    ),
    "evaluate": ("đánh giá", "bình xét", "chấm điểm", "xếp loại", "đánh giá quá trình"),
    "appraise": ("thẩm định", "thẩm tra", "xét duyệt", "thẩm định thành tích", "hội đồng thẩm định thành tích",
        "hội đồng thẩm định hồ sơ", "hội đồng xét duyệt thành tích"),
    "commend": ("khen thưởng", "biểu dương", "tôn vinh", "trao giải", "đề nghị khen thưởng"),
    "summarise": (
        "sơ kết", "tổng kết", "sơ tổng kết", "đề xuất sơ", "đề xuất sơ tổng kết",
    ),
    "report": (
        "báo cáo", "tổng hợp báo cáo", "tổng hợp kết quả", "gửi báo cáo", "chế độ báo cáo",
        "báo cáo kết quả", "thông tin báo cáo",
    ),
    "train": ("tập huấn", "bồi dưỡng", "đào tạo"),
    "finance": (
        "kinh phí", "dự toán", "dự trù", "bố trí kinh phí", "cân đối ngân sách", "quyết toán",
        "thanh toán",
    ),
}  # fmt: skip

#: Kinds that count only where no other kind is named.
WEAK_KINDS = {
    "coordinate": ("phối hợp",),
    "advise": ("tham mưu",),
}

#: Where such a phrase stands before a kind's word, the word names a thing, not the duty.
KIND_NOUNS = (
    "kế hoạch kiểm tra", "kế hoạch giám sát", "công tác tuyên truyền", "ban chỉ đạo",
    "đoàn kiểm tra", "đoàn giám sát", "tổ kiểm tra", "hội đồng thẩm định", "ủy ban kiểm tra",
    "ban giám sát", "thi đua khen thưởng", "báo cáo viên", "phát huy sức mạnh tổng hợp",
)  # fmt: skip

#: After a comma or "và" these begin a duty of their own.
NEW_DUTY = (
    "đề xuất sơ", "đề xuất sơ kết", "đề xuất tổng kết", "sơ kết", "tổng kết", "tổ chức sơ kết",
    "tổ chức tổng kết", "sơ tổng kết", "báo cáo tổng kết", "định kỳ báo cáo",
    "tổng kết năm", "tổng kết phong trào", "tổng kết công tác", "tham mưu sơ kết", "tham mưu tổng kết", "đề xuất khen thưởng", "đề nghị khen thưởng",
    "tổng hợp báo cáo", "báo cáo kết quả", "tổng hợp kết quả", "tổng hợp số liệu báo cáo",
)  # fmt: skip
