"""Words by which plans are read. A person who knows the documents can extend every table here.

Spelling of tone marks (hòa, hoà), capitals and punctuation do not matter in any of them, unless
the table says so. Tables of bare words (without marks) say so too.
"""

#: Titles of the part that assigns work; the first ones are preferred. Compared without marks.
SECTION_TITLES = (
    "Tổ chức thực hiện",
    "Tổ chức triển khai",
    "Phân công nhiệm vụ",
    "Phân công thực hiện",
    "Phân công trách nhiệm",
    "Phân công tổ chức thực hiện",
    "Phân công tổ chức",
    "Phân công, tổ chức thực hiện",
    "Phân công cụ thể",
    "Phân công công việc",
    "Phân công",
    "Trách nhiệm thực hiện",
    "Trách nhiệm tổ chức thực hiện",
    "Trách nhiệm triển khai",
    "Trách nhiệm của các cơ quan",
    "Trách nhiệm của các đơn vị",
    "Trách nhiệm của các sở",
    "Trách nhiệm của các ban",
    "Trách nhiệm của các bộ",
    "Trách nhiệm của các cấp",
    "Trách nhiệm của các tổ chức",
    "Trách nhiệm của các thành viên",
    "Trách nhiệm các cơ quan",
    "Trách nhiệm các đơn vị",
    "Trách nhiệm các bên",
    "Trách nhiệm cụ thể",
    "Nhiệm vụ của các cơ quan",
    "Nhiệm vụ của các đơn vị",
    "Nhiệm vụ của các thành viên",
    "Nhiệm vụ các đơn vị",
    "Nhiệm vụ các thành viên",
    "Nhiệm vụ cụ thể của các",
    "Giao nhiệm vụ",
    "Công tác tổ chức thực hiện",
    "Tổ chức chỉ đạo thực hiện",
    "Tổ chức và phân công",
    "Tổ chức, phân công",
    "Triển khai thực hiện",
    "Biện pháp tổ chức thực hiện",
    "Giải pháp tổ chức thực hiện",
)

#: Before the name of a body these make such a title ("Trách nhiệm của Trạm Y tế").
TITLES_BEFORE_A_BODY = (
    "trách nhiệm của", "trách nhiệm", "nhiệm vụ của", "nhiệm vụ và quyền hạn của",
    "nhiệm vụ, quyền hạn của", "quyền hạn và trách nhiệm của", "quyền và trách nhiệm của",
    "trách nhiệm và quyền hạn của", "nhiệm vụ cụ thể của", "trách nhiệm cụ thể của",
)  # fmt: skip

#: A heading that begins like this tells how things went or will go, not who does what.
NO_TITLES = (
    "tình hình", "kết quả", "đánh giá", "thực trạng", "công tác lãnh đạo", "công tác chỉ đạo",
    "về công tác lãnh đạo", "khó khăn", "hạn chế", "tồn tại", "ưu điểm", "nguyên nhân",
    "bài học", "quá trình", "kinh phí thực hiện phân", "mẫu", "đề cương", "căn cứ", "báo cáo",
    "nguyên tắc", "quy trình", "thời gian tổ chức", "phương pháp", "hình thức tổ chức",
    "mục đích", "yêu cầu", "cơ sở", "công tác lập kế hoạch", "kế hoạch", "thời gian triển khai",
    "trách nhiệm thi hành", "trách nhiệm pháp lý", "trách nhiệm xã hội", "kiểm tra việc",
)  # fmt: skip

#: What may follow such a title; anything else makes it a heading of one activity.
AFTER_TITLE = (
    "và", "kế hoạch", "đề án", "chương trình", "chỉ thị", "nghị quyết", "quyết định", "quy chế",
    "phương án", "dự án", "các", "cho", "của", "cụ thể", "năm", "phong trào", "cuộc", "trong",
    "hội", "đợt", "công tác", "kết luận", "chế độ", "chỉ đạo", "tại", "giai đoạn", "đối với",
    "thành viên", "chiến dịch", "quy định", "hướng dẫn", "tổ chức", "từng", "cán bộ",
)  # fmt: skip

#: What an error message names.
MAIN_TITLES = ("Tổ chức thực hiện", "Phân công nhiệm vụ", "Trách nhiệm của các cơ quan, đơn vị")

#: Headers of the columns of a table that assigns work, without marks.
COLUMNS = {
    "support": ("phoi hop",),
    "lead": (
        "chu tri", "phan cong", "thuc hien nhiem vu boi", "don vi thuc hien", "don vi trien khai",
        "co quan thuc hien", "bo phan thuc hien", "phu trach", "nguoi thuc hien", "ca nhan thuc hien",
        "trach nhiem", "don vi dau moi", "co quan dau moi", "bo phan tham muu", "don vi tham muu",
        "co quan tham muu", "co quan don vi", "to chuc thuc hien", "luc luong thuc hien",
        "chiu trach nhiem", "don vi to chuc", "nguoi dam nhan", "don vi duoc giao", "thuc hien boi",
    ),
    "time": (
        "thoi gian", "tien do", "thoi han", "hoan thanh", "han", "han chot", "thoi diem", "lo trinh",
        "moc thoi gian",
    ),
    "content": (
        "noi dung", "nhiem vu", "cong viec", "hoat dong", "dau viec", "hang muc", "viec can lam",
        "phan viec", "chuong trinh",
    ),
    "office": ("chuc vu", "chuc danh"),
    "person": ("ho va ten", "ho ten", "ho ten can bo"),
}  # fmt: skip

#: Headers that say so only when they are the whole title.
WHOLE_COLUMNS = {
    "lead": ("don vi", "co quan", "thuc hien", "bo phan", "nguoi lam", "don vi bo phan"),
    "time": ("ngay", "thang", "thoi gian", "ngay thang", "thu ngay"),
    "content": ("viec", "noi dung", "nhiem vu giai phap"),
}

#: Words that ask a body to act; True where the text asks, False where it orders.
OPENERS = {
    "giao": False,
    "giao cho": False,
    "giao nhiệm vụ cho": False,
    "yêu cầu": False,
    "phân công": False,
    "đối với": False,
    "trách nhiệm của": False,
    "nhiệm vụ của": False,
    "đề nghị": True,
    "kính đề nghị": True,
    "trân trọng đề nghị": True,
    "kính mời": True,
}

#: How the name of a body or an office begins, when its first letter is a capital.
HEADS_WITH_CAPITAL = (
    "ủy ban", "UBND", "HĐND", "UBMT", "UBMTTQ", "UBMTTQVN", "MTTQ", "UBKT", "UBBC", "hội đồng",
    "mặt trận", "ban", "BTT", "BCH", "BCĐ", "BTC", "BQL", "tiểu ban", "sở", "phòng", "hội", "đoàn",
    "tỉnh đoàn", "huyện đoàn", "thành đoàn", "xã đoàn", "phường đoàn", "đảng ủy", "huyện ủy",
    "thành ủy", "tỉnh ủy", "chi bộ", "đảng bộ", "liên đoàn", "công đoàn", "công an", "quân sự",
    "bộ chỉ huy", "bộ đội", "đồn", "trạm", "trường", "trung tâm", "TTĐT", "văn phòng", "VP",
    "cán bộ", "công chức", "viên chức", "chuyên viên", "trang", "cổng", "đài", "báo", "công ty",
    "tập đoàn", "tổng công ty", "doanh nghiệp", "ngân hàng", "bảo hiểm", "bệnh viện", "kho bạc",
    "chi cục", "cục", "thuế", "thống kê", "hải quan", "điện lực", "viện", "tòa án", "tổ", "đội",
    "khóm", "ấp", "thôn", "khu phố", "bộ phận", "thường trực", "ban thường trực",
    "ban thường vụ", "hiệu trưởng", "thủ trưởng", "trưởng", "phó trưởng", "phó", "giám đốc",
    "phó giám đốc", "chủ tịch", "phó chủ tịch", "bí thư", "phó bí thư", "chỉ huy", "kế toán",
    "thành viên", "lực lượng", "nhà trường", "cơ quan", "đơn vị", "VNPT", "Viettel", "hợp tác xã",
    "câu lạc bộ", "thanh tra", "nhà văn hóa", "thư viện", "bưu điện", "xí nghiệp", "hạt kiểm lâm",
    "nhân viên", "tổng phụ trách", "hộ gia đình", "ban giám hiệu", "chánh", "chi đoàn", "chi hội",
    "lãnh đạo", "ủy viên", "người đứng đầu", "đội ngũ", "giáo viên", "ngành", "nhóm",
)  # fmt: skip

#: How it begins also in small letters.
HEADS = (
    "các", "toàn thể", "UBND", "HĐND", "nhà trường", "cán bộ phụ trách", "công chức",
    "cán bộ kỹ thuật", "cán bộ nội vụ", "cán bộ truyền thanh", "cán bộ văn hóa", "doanh nghiệp",
    "viện nghiên cứu", "trường đại học", "cơ sở đào tạo", "bộ phận", "phòng", "ủy ban nhân dân",
    "ủy ban mặt trận", "đoàn thể", "chính quyền", "thành viên", "đơn vị", "cơ quan", "ban", "hội",
    "mặt trận tổ quốc", "hội đồng", "công an", "trạm y tế", "trường", "tổ", "trung tâm",
    "đội ngũ", "lực lượng", "địa phương", "những", "từng", "trang thông tin", "cổng thông tin",
)  # fmt: skip

#: Words that look like the beginning of a name and are none.
NOT_HEADS = (
    "ban hành", "tổ chức", "phòng chống", "phòng ngừa", "phòng tránh", "phòng họp", "hội nghị",
    "hội thảo", "hội thi", "hội họp", "đoàn kết", "trang trí", "trang bị", "trang trọng",
    "đài thọ", "báo cáo", "báo chí", "hội nhập", "hội trường", "công khai", "trường hợp",
    "các nội dung", "các nhiệm vụ", "các hoạt động", "các văn bản", "các vấn đề", "các giải pháp",
    "các chỉ tiêu", "các hành vi", "các biện pháp", "các điều kiện", "các chương trình",
    "các kế hoạch", "các phong trào", "các mô hình", "các tập thể", "các hình thức", "các đợt",
    "các khó khăn", "các quy định", "các nguồn", "các dự án", "các trường hợp", "các công trình",
    "các thủ tục", "các phần việc", "các tầng lớp", "các cá nhân", "phó mặc", "trường kỳ",
    "lãnh đạo chỉ đạo", "đơn vị tính", "thống kê số", "thanh tra việc", "hội đủ",
    "các cuộc", "các lớp", "các ngày", "các mức", "các khoản", "các tiêu chí", "ban đầu",
    "thường trực tiếp", "thống nhất", "kế toán quyết toán", "lực lượng lao động",
)  # fmt: skip

#: Two names that are one body although "và" and a name follow.
ONE_BODY = (
    "HĐND và UBND", "hội đồng nhân dân và ủy ban nhân dân", "báo và đài", "báo và phát thanh",
    "ban thường vụ và thường trực",
)  # fmt: skip

#: Bodies that exist at each level, so that a level named once for a list belongs to each of them.
AT_EACH_LEVEL = (
    "thường trực HĐND", "HĐND", "UBND", "hội đồng nhân dân", "ủy ban nhân dân", "đảng ủy",
    "thường trực đảng ủy", "thường trực hội đồng nhân dân", "ủy ban kiểm tra đảng ủy", "công an",
    "ủy ban mặt trận tổ quốc việt nam", "UBMTTQVN", "UBMTTQ", "MTTQ", "quân sự", "văn phòng",
)  # fmt: skip
LEVELS = ("xã", "phường", "thị trấn", "huyện", "tỉnh", "thành phố", "quận", "khóm", "ấp", "thôn")

#: A name ends after these, unless a capital or one of the words below follows.
PLACE_WORDS = ("xã", "phường", "huyện", "tỉnh", "quận")
AFTER_PLACE = (
    "hội", "đội", "đoàn", "trên", "thuộc", "có", "liên", "trọng", "đặc", "vùng", "biên", "ven",
    "của", "tại", "ở", "trong", "ủy", "khác", "này", "nơi", "mới", "cũ", "trực", "đóng", "về",
    "đến", "với", "lần", "năm", "nhiệm",
)  # fmt: skip

#: Words in front of an office that are no part of its name.
COURTESIES = ("các đồng chí", "đồng chí", "đ/c", "ông", "bà", "các ông bà")

#: Small words where a name ends and the duty begins.
VERBS = (
    "tổ chức", "chủ trì", "phối hợp", "có trách nhiệm", "chịu trách nhiệm", "có nhiệm vụ",
    "xây dựng", "tham mưu", "triển khai", "thực hiện", "đẩy mạnh", "tăng cường", "phát động",
    "cụ thể hóa", "tuyên truyền", "vận động", "hướng dẫn", "kiểm tra", "giám sát", "đôn đốc",
    "theo dõi", "đánh giá", "thẩm định", "biểu dương", "khen thưởng", "tổng hợp", "báo cáo",
    "đề xuất", "rà soát", "chỉ đạo", "lãnh đạo", "quán triệt", "ban hành", "phát huy", "cử",
    "bố trí", "chuẩn bị", "cung cấp", "đăng tải", "đưa tin", "phát sóng", "phản ánh", "tiếp tục",
    "đảm bảo", "bảo đảm", "hoàn thành", "lập", "gửi", "trình", "tiếp nhận", "giải quyết",
    "xử lý", "quản lý", "nắm bắt", "hỗ trợ", "huy động", "lồng ghép", "tập trung", "tạo điều kiện",
    "tham gia", "hưởng ứng", "đăng ký", "phân công", "là", "làm", "giúp", "cân đối", "ghi hình",
    "trang trí", "niêm yết", "phát hành", "phổ biến", "tập huấn", "sơ kết", "tổng kết", "nâng cao",
    "khảo sát", "thống kê", "thu thập", "cập nhật", "công khai", "thông báo", "in ấn", "mở",
    "duy trì", "phát hiện", "bình xét", "xét chọn", "lựa chọn", "hòa giải", "tiếp công dân",
    "thông tin kịp thời", "gương mẫu", "hoàn thiện", "phân bổ", "cấp phát", "thanh quyết toán",
    "bám sát", "vận hành", "thiết lập", "tiến hành", "thành lập", "gắn", "đưa", "chăm lo", "ký",
    "khẩn trương rà soát", "tự kiểm tra", "tự đánh giá", "xem xét", "phê duyệt", "quyết định",
    "dự thảo", "soạn thảo", "biên tập", "biên soạn", "phát thanh", "sử dụng", "treo", "dọn",
    "ra quân", "ký kết", "phát triển", "xác minh", "giới thiệu", "kịp thời", "thường xuyên",
    "chủ động", "tích cực", "khẩn trương", "trực tiếp", "nghiêm túc", "đồng thời", "định kỳ",
    "hằng tháng", "hàng tháng", "hằng quý", "hàng quý", "hằng năm", "hàng năm", "hằng tuần",
    "căn cứ", "theo chức năng", "theo dõi", "theo quy định", "theo kế hoạch", "theo thẩm quyền",
    "theo nhiệm vụ", "theo hướng dẫn", "trên cơ sở", "để", "nhằm", "khi", "nếu", "trước", "sau khi",
    "chậm nhất", "trong việc", "trong quá trình", "trong công tác", "trong tháng", "trong quý",
    "thông qua", "qua", "về việc", "được", "cần", "phải", "sẽ", "hãy", "nhanh chóng", "cùng nhau",
    "bằng", "với các nội dung", "đến", "tùy", "tùy theo", "dựa", "tại hội nghị", "tại các",
    "ngay", "luôn", "sớm", "từ ngày", "cụ thể", "như sau", "gồm", "bao gồm", "rút kinh nghiệm",
    "đẩy nhanh", "lấy ý kiến", "góp ý", "thẩm tra", "đối chiếu", "kê khai", "thu", "chi trả",
    "phụ trách", "khám", "chữa", "trực ban", "trực tại", "sửa", "đặt", "dọn dẹp", "phân luồng", "giữ", "giữ gìn",
    "cắm", "dựng", "lắp", "lắp đặt", "họp", "mời", "đón", "thăm", "tặng", "viết", "nộp", "rút",
    "tuần tra", "quét dọn", "vệ sinh", "thu gom", "ủng hộ", "trồng", "chăm sóc", "cấp", "in",
    "góp phần", "đổi mới", "trao đổi", "thống nhất", "trả lời", "chia sẻ", "kết nối", "đóng góp",
)  # fmt: skip

#: After these nouns such a word is part of the name ("Ban chỉ đạo", "Tổ giám sát"). Single words.
NOUN_BEFORE_VERB = (
    "ban", "tổ", "phòng", "đoàn", "các", "đồng", "tâm", "phận", "đội", "bộ", "ngành", "nhóm",
    "chức", "viên", "trưởng", "phó", "tổng",
)  # fmt: skip

#: Bodies that end in such a noun and are whole, so that a verb may follow.
WHOLE_BODIES = (
    "chi đoàn", "công đoàn", "liên đoàn", "tập đoàn", "huyện đoàn", "xã đoàn", "chi bộ", "đảng bộ",
    "hội đồng", "cộng đồng", "các ngành", "nội bộ", "ban đoàn",
)  # fmt: skip

#: These end a name also after such a noun ("tiểu ban thực hiện").
ALWAYS_VERBS = (
    "thực hiện", "triển khai", "chủ trì", "phối hợp", "có trách nhiệm", "chịu trách nhiệm",
    "căn cứ", "chủ động", "có nhiệm vụ", "thường xuyên", "khẩn trương", "tham mưu", "kịp thời",
    "theo chức năng", "tích cực", "tăng cường", "đẩy mạnh", "tổ chức thực hiện", "được", "cần",
    "tổ chức triển khai", "trước", "khi", "để", "nhằm",
)  # fmt: skip

#: Small nouns that go on with the name before them ("các cơ quan, đơn vị") unless a name follows.
BARE_NOUNS = (
    "đơn vị", "cơ quan", "địa phương", "ban ngành", "ban", "đoàn thể", "hội", "tổ", "phòng",
    "ngành", "bộ phận", "thành viên", "lực lượng", "trường", "trung tâm", "hội đồng",
)  # fmt: skip

#: Such a word alone is the first half of a double title ("Trưởng, Phó các phòng").
HALF_TITLES = ("trưởng", "chánh", "cấp trưởng")

#: Where the name in a heading ends: a heading may hold other verbs within a name.
HEADING_VERBS = (
    "có trách nhiệm", "chịu trách nhiệm", "chủ trì", "phối hợp", "có nhiệm vụ", "thực hiện",
    "tổ chức thực hiện", "là", "tham mưu",
)  # fmt: skip

#: How a sentence may begin before its subject.
INTROS = (
    "căn cứ", "theo", "trên cơ sở", "để", "nhằm", "trong", "định kỳ", "hằng", "hàng", "ngoài ra",
    "đồng thời", "bên cạnh", "khi", "sau", "kết thúc", "trước", "chậm nhất", "từ", "cuối", "giao",
    "với", "tùy", "thực hiện",
)  # fmt: skip

#: Words that begin like these and are the duty itself.
NOT_INTROS = ("theo dõi", "thực hiện nghiêm", "thực hiện tốt", "từng bước", "giao ban")

#: Headings and openings of items that assign nothing to anybody.
NO_TASK_TOPICS = (
    "kinh phí", "nguồn kinh phí", "về kinh phí", "dự toán kinh phí", "thời gian", "về thời gian",
    "địa điểm", "thành phần", "đối tượng", "tiến độ thực hiện", "lịch", "chế độ khen thưởng",
)  # fmt: skip
