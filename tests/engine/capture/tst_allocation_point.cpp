// What the kernel's format files say, and what follows from it for the caches that a task is made from.
#include <QTest>
#include <cstring>
#include <sstream>

#include "engine/capture/allocation_point.h"

using namespace heddle;
using namespace heddle::capture;
using Object = AllocationPoint::Object;

namespace {

constexpr const char* kBeginning =
    "name: kmem_cache_alloc\nID: 659\nformat:\n"
    "\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;\n"
    "\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;\n\n"
    "\tfield:unsigned long call_site;\toffset:8;\tsize:8;\tsigned:0;\n"
    "\tfield:const void * ptr;\toffset:16;\tsize:8;\tsigned:0;\n";
constexpr const char* kName = "\tfield:__data_loc char[] name;\toffset:24;\tsize:4;\tsigned:0;\n";
constexpr const char* kSize = "\tfield:size_t bytes_alloc;\toffset:40;\tsize:8;\tsigned:0;\n";
constexpr const char* kSlabinfo =
    "slabinfo - version: 2.1\n"
    "# name            <active_objs> <num_objs> <objsize> <objperslab> <pagesperslab> : tunables\n"
    "files_cache           92     92    704   23    4 : tunables    0    0    0 : slabdata\n"
    "task_struct          115    115   9856    3    8 : tunables    0    0    0 : slabdata\n"
    "dentry              5000   5000    192   21    1 : tunables    0    0    0 : slabdata\n"
    "mm_struct             80     80   1152   28    8 : tunables    0    0    0 : slabdata\n"
    "signal_cache         160    182   1152   14    4 : tunables    0    0    0 : slabdata\n";

Result<TracepointFormat> formatWith(std::initializer_list<const char*> fields) {
    std::string text = kBeginning;
    for (const char* field : fields) text += field;
    return TracepointFormat::parse(text);
}

Result<AllocationPoint> pointOf(std::initializer_list<const char*> fields, const char* slabinfo = "") {
    std::istringstream lines{slabinfo};
    return AllocationPoint::of(formatWith(fields).value(), lines);
}

// The bytes of one event, as the kernel lays them out.
std::vector<std::byte> eventOf(const std::string& cache, std::uint64_t size) {
    std::vector<std::byte> raw(61 + cache.size() + 1);
    const std::uint32_t place = static_cast<std::uint32_t>((cache.size() + 1) << 16) | 61;
    std::memcpy(raw.data() + 24, &place, sizeof place);
    std::memcpy(raw.data() + 40, &size, sizeof size);
    std::memcpy(raw.data() + 61, cache.c_str(), cache.size() + 1);
    return raw;
}

}  // namespace

class AllocationPointTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fieldsAreKnownByTheirNamesWhateverTheirTypes() {
        const auto format = formatWith({kName, "\tfield:char comm[16];\toffset:44;\tsize:16;\tsigned:0;\n"});
        QVERIFY(format);
        QCOMPARE(format.value().id, 659u);
        QCOMPARE(format.value().offsetOf("ptr", 8).value(), 16u);
        QCOMPARE(format.value().offsetOf("name", 4).value(), 24u);
        QCOMPARE(format.value().offsetOf("comm", 16).value(), 44u);
        QVERIFY(!format.value().offsetOf("name", 8));
    }

    void whereTheCacheIsNamedTheNameTells() {
        const auto point = pointOf({kName, kSize});
        QVERIFY(point);
        QCOMPARE(point.value().id(), 659u);
        QCOMPARE(point.value().objectOf(eventOf("task_struct", 1)), Object::ControlBlock);
        QCOMPARE(point.value().objectOf(eventOf("mm_struct", 1)), Object::Resource);
        QCOMPARE(point.value().objectOf(eventOf("task_struct_of_another", 9856)), Object::Other);
        const std::string filter = point.value().filter();
        QVERIFY(filter.find("name == \"task_struct\" || ") != std::string::npos);
        QVERIFY(filter.find("bytes") == std::string::npos);
    }

    void whereItIsNotItsSizeTells() {
        const auto point = pointOf({kSize}, kSlabinfo);
        QVERIFY(point);
        QCOMPARE(point.value().objectOf(eventOf("", 9856)), Object::ControlBlock);
        QCOMPARE(point.value().objectOf(eventOf("", 1152)), Object::Resource);
        QCOMPARE(point.value().objectOf(eventOf("", 192)), Object::Other);
        QCOMPARE(point.value().filter(),
                 std::string{"bytes_alloc == 704 || bytes_alloc == 1152 || bytes_alloc == 9856"});
    }

    void whereNeitherTellsThatIsSaid() {
        const auto point = pointOf({kSize});
        QVERIFY(!point);
        QVERIFY(point.error().sentence().find("neither the tracepoint nor /proc/slabinfo") !=
                std::string::npos);
        QVERIFY(!pointOf({}, kSlabinfo));
    }

    // Nothing in an event is believed.
    void anEventThatIsCutShortIsNoneOfThem() {
        const auto named = pointOf({kName});
        const auto sized = pointOf({kSize}, kSlabinfo);
        const std::vector<std::byte> whole = eventOf("task_struct", 9856);
        for (std::size_t bytes = 0; bytes < whole.size(); ++bytes) {
            const std::span cut{whole.data(), bytes};
            QVERIFY(named.value().objectOf(cut) == Object::Other);
            QCOMPARE(sized.value().objectOf(cut) == Object::ControlBlock, bytes >= 48);
        }
    }
};

QTEST_GUILESS_MAIN(AllocationPointTest)
#include "tst_allocation_point.moc"
