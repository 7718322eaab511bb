"""Titles, columns and topics by which the structure of a plan is read.

A person who knows the documents can extend every table here.
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

#: Headings and openings of items that assign nothing to anybody.
NO_TASK_TOPICS = (
    "kinh phí", "nguồn kinh phí", "về kinh phí", "dự toán kinh phí", "thời gian", "về thời gian",
    "địa điểm", "thành phần", "đối tượng", "tiến độ thực hiện", "lịch", "chế độ khen thưởng",
)  # fmt: skip
