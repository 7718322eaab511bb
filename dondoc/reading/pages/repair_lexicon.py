"""Words of official documents that a scan often gets wrong by their marks alone.

No other words are spelled with the same letters, so that "tô chúc" can only be "tổ chức". Words
with a usual twin ("truyền thông" and "truyền thống") are not listed.
"""

from dondoc.reading.folding import bare

_PHRASES = """
ủy ban; ủy ban nhân dân; hội đồng nhân dân; mặt trận tổ quốc; mặt trận tổ quốc việt nam; đoàn thanh niên;
hội nông dân; hội cựu chiến binh; hội liên hiệp phụ nữ; liên đoàn lao động; thường trực; ban thường vụ;
ban chỉ đạo; ban chỉ huy; ban tổ chức; ban tuyên giáo; văn phòng; chủ tịch; phó chủ tịch; bí thư; đảng ủy;
tỉnh ủy; thành ủy; huyện ủy; cấp ủy; chi bộ; chi bộ phận; chỉ bộ phận; đảng bộ; công an; quân sự; bộ đội biên phòng; tổ trưởng;
trưởng phòng; trưởng ban; giám đốc; phó giám đốc; trung tâm; trạm y tế; kho bạc nhà nước;
sở tài chính; sở nội vụ; sở xây dựng; sở công thương; sở tư pháp; sở y tế; sở giáo dục và đào tạo;
sở khoa học và công nghệ; sở nông nghiệp và môi trường; sở nông nghiệp và phát triển nông thôn;
sở thông tin và truyền thông; sở văn hóa; sở tài nguyên và môi trường; sở lao động; sở giao thông vận tải;
phòng kinh tế; phòng nội vụ; phòng tài chính; phòng tư pháp; phòng văn hóa; phòng văn hóa và thông tin;
phòng giáo dục và đào tạo; phòng giáo dục; phòng tài chính - kế hoạch; bảo hiểm xã hội; cục thống kê; cục thuế;
cơ quan; đơn vị; các cơ quan; các đơn vị; doanh nghiệp; hợp tác xã; trường học; nhà trường;
tổ chức; thực hiện; tổ chức thực hiện; kế hoạch; chương trình; nhiệm vụ; trách nhiệm; phân công; chủ trì;
phối hợp; tham mưu; hướng dẫn; kiểm tra; giám sát; đôn đốc; theo dõi; tổng hợp; báo cáo;
triển khai; xây dựng; ban hành; quyết định; nghị quyết; chỉ thị; thông báo; hội nghị; tuyên truyền; vận động;
phổ biến; quán triệt; bố trí; kinh phí; ngân sách; dự toán; thẩm định; phê duyệt; đề xuất; đề nghị; yêu cầu;
rà soát; cập nhật; lập danh sách; khen thưởng; sơ kết; tổng kết; đánh giá; kịp thời; thường xuyên; định kỳ;
đột xuất; trước ngày; chậm nhất; hằng năm; hằng tháng; hằng quý; hàng năm; hàng tháng; hàng quý; hoàn thành;
thời gian; thời hạn; tiến độ; kết quả; hiệu quả; chất lượng; mục đích; mục tiêu; yêu cầu; nội dung; giải pháp;
phụ lục; căn cứ; nơi nhận; kính gửi; độc lập - tự do - hạnh phúc; cộng hòa xã hội chủ nghĩa việt nam;
đảng cộng sản việt nam; chính phủ; thủ tướng; quốc hội; bộ trưởng; chuyển đổi số; cải cách hành chính;
phòng cháy chữa cháy; an toàn thực phẩm; an ninh trật tự; vệ sinh môi trường; giáo dục; đào tạo; y tế;
văn hóa; thông tin; du lịch; thể thao; môi trường; nông nghiệp; xã hội; kinh tế; chính trị; chính trị - xã hội;
thành phố; thị trấn; địa phương; địa bàn; trên địa bàn; nhân dân; cán bộ;
công chức; viên chức; đảng viên; đoàn viên; hội viên; học sinh; giáo viên; cộng đồng; đại biểu;
cuộc thi; phát động; phong trào; thi đua; hưởng ứng; tham gia; chỉ đạo; lãnh đạo; quản lý; điều hành;
cổng thông tin điện tử; trang thông tin điện tử; điện tử; phát thanh; truyền hình; phát thanh - truyền hình;
báo chí; trực tiếp; trực tuyến; đường truyền; tài khoản; thiết bị; kỹ thuật; bảo đảm; đảm bảo; tăng cường;
nâng cao; phát huy; phát hiện; xử lý; vi phạm; quy định; pháp luật; đúng quy định; chịu trách nhiệm; liên quan;
căn cứ chức năng; chức năng; giai đoạn; số lượng; vướng mắc; khó khăn; phản ánh; gửi về; cấp huyện; cấp xã;
khối lượng; nền tảng; nền tảng số; mạng xã hội; thành phần; dưới sự;
hình thức; hình thực tế; hình thực hiện; văn bản chỉ đạo; đồng chí; đồng thời; chuẩn bị; phát biểu; ghi hình; tín hiệu; phóng viên; công tác; tiếp nhận
"""
#: Readings that are words too: they are left alone.
_TWINS = """
cộng tác; có quan; thứ trưởng; để xuất; danh giá; văn đồng; chỉ thi; để nghỉ;
phần công; bản chỉ đạo; bản tổ chức; bạn tổ chức; bản hành; số kết; đạo tạo; điện từ; kết qua;
báo chỉ; bị thu; năng cao; cái cách; mỗi trường; tiền đồ; thư viên; bản chỉ huy; nhận dân; đồng thôi
"""


def _phrases(text: str) -> list[str]:
    return [part.strip() for part in text.replace("\n", " ").split(";") if part.strip()]


#: Words without marks → the usual spellings, the first one first.
PHRASES: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
for _phrase in _phrases(_PHRASES):
    _spelled = tuple(_phrase.replace(" - ", " ").split())
    PHRASES.setdefault(tuple(bare(_phrase).split()), []).append(_spelled)
TWINS = frozenset(tuple(phrase.split()) for phrase in _phrases(_TWINS))
LONGEST = max(map(len, PHRASES))
