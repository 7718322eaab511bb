"""A plan in the tests' own words."""

PLAN = """\
ỦY BAN NHÂN DÂN
XÃ BÌNH MINH

Số: 17/KH-UBND

Bình Minh, ngày 08 tháng 02 năm 2027

KẾ HOẠCH
Làm sạch kênh rạch năm 2027

Căn cứ Nghị quyết số 03/NQ-HĐND ngày 15/12/2026 của Hội đồng nhân dân xã;

Ủy ban nhân dân xã ban hành Kế hoạch làm sạch kênh rạch như sau:

I. MỤC ĐÍCH

1. Trả lại dòng nước trong cho xóm làng.

II. THỜI GIAN

- Thời gian hoàn thành: quý II/2027.

III. TỔ CHỨC THỰC HIỆN

1. Công chức Địa chính xã

- Lập bản đồ các đoạn kênh bị lấp, xong trước ngày 01/3.

- Phối hợp với Công an xã kiểm tra việc đổ rác; cụ thể:

+ Đặt biển cấm tại năm điểm.

+ Ghi hình ban đêm.

2. Đề nghị Hội Nông dân xã vận động hội viên vớt lục bình vào sáng Chủ nhật,

mỗi tháng một lần.

3. Văn phòng Ủy ban nhân dân xã:

Trực tiếp nhận phản ánh của người dân.

Hằng tháng, trước ngày 25, báo cáo kết quả với lãnh đạo.

4. Kinh phí thực hiện: từ nguồn chi thường xuyên.

Trên đây là Kế hoạch làm sạch kênh rạch năm 2027./.

Nơi nhận:

- Các khóm;

- Lưu: VT.
"""

LETTER = """\
Số 5-CV/ĐU
Bình Minh, ngày 02 tháng 3 năm 2027
Kính gửi:
- Ban Xây dựng Đảng.
Thường trực Đảng ủy có ý kiến như sau:
1. Giao Ban Xây dựng Đảng:
- Soạn đề cương trước ngày 10/3.
2. Giao Văn phòng Đảng ủy:
- Chuẩn bị hội trường.
Đề nghị các cơ quan, đơn vị nghiêm túc thực hiện./.
"""

TABLE = """\
KẾ HOẠCH
Trồng cây năm 2027

PHỤ LỤC I: PHÂN CÔNG NHIỆM VỤ

| STT | Nội dung công việc | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành |
|---|---|---|---|---|
| 1 | Chọn giống cây | Phòng Kinh tế | Trạm Khuyến nông; doanh nghiệp | Tháng 3/2027 |
| 2 | Trồng dọc đường làng | Đoàn Thanh niên (trồng); Hội Nông dân (chăm sóc) | | Hằng quý |
| | Tổng cộng | | | |
"""
