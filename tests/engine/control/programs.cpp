#include "tests/engine/control/programs.h"

#include "engine/control/random.h"

namespace heddle::control::testing {
namespace {

using K = OperationKind;
using Body = std::vector<Instruction>;

Instruction on(K kind, ObjectNumber object, std::uint8_t reg = 0, std::int32_t value = 0) {
    Instruction i;
    i.operation.kind = kind;
    i.operation.object = object;
    i.reg = reg;
    i.value = value;
    return i;
}
Instruction units(K kind, ObjectNumber object, std::uint16_t count) {
    Instruction i = on(kind, object);
    i.operation.units = count;
    return i;
}
Instruction waitOn(ObjectNumber condition, ObjectNumber mutex) {
    Instruction i = on(K::WaitCondition, condition);
    i.operation.also = mutex;
    return i;
}
Instruction timed(Instruction i) {
    i.operation.timed = true;
    i.reg = 3;
    return i;
}
Instruction join(std::size_t task) {
    Instruction i;
    i.operation.kind = K::Join;
    i.operation.target = taskAt(task);
    return i;
}
Instruction plain(K kind) {
    Instruction i;
    i.operation.kind = kind;
    return i;
}
Instruction spawn(std::size_t body, std::uint8_t reg) {
    Instruction i = plain(K::Spawn);
    i.value = static_cast<std::int32_t>(body);
    i.reg = reg;
    return i;
}
Instruction joinReg(std::uint8_t reg) {
    Instruction i = plain(K::Join);
    i.reg = reg;
    return i;
}
Instruction local(Code code, std::uint8_t reg, std::int32_t value) {
    Instruction i;
    i.code = code;
    i.reg = reg;
    i.value = value;
    return i;
}
Instruction let(std::uint8_t reg, std::int32_t value) {
    return local(Code::Let, reg, value);
}
Instruction add(std::uint8_t reg, std::int32_t value) {
    return local(Code::Add, reg, value);
}
Instruction jump(std::size_t target) {
    return local(Code::Jump, 0, static_cast<std::int32_t>(target));
}
Instruction jumpIf(std::uint8_t reg, Compare compare, std::int32_t operand, std::size_t target) {
    Instruction i = local(Code::JumpIf, reg, static_cast<std::int32_t>(target));
    i.compare = compare;
    i.operand = operand;
    return i;
}
Instruction mustBe(std::uint8_t reg, Compare compare, std::int32_t operand) {
    Instruction i = local(Code::Assert, reg, 0);
    i.compare = compare;
    i.operand = operand;
    return i;
}
void append(Body& body, const Body& more) {
    for (const Instruction& i : more) body.push_back(i);
}

}  // namespace

Program lostUpdate(std::size_t tasks, bool isFixed) {
    Program p{.name = "lost-update", .objects = {}, .bodies = {}};
    const auto money = p.add(ObjectType::Variable, "money");
    const auto mutex = p.add(ObjectType::Mutex, "M");
    for (std::size_t i = 0; i < tasks; ++i) {
        Body body{on(K::Read, money), add(0, 1), on(K::Write, money)};
        if (isFixed)
            body = {on(K::Lock, mutex), on(K::Read, money), add(0, 1), on(K::Write, money),
                    on(K::Unlock, mutex)};
        p.bodies.push_back(body);
    }
    Body last;
    for (std::size_t i = 0; i < tasks; ++i) last.push_back(join(i));
    append(last, {on(K::Read, money), mustBe(0, Compare::Equal, static_cast<std::int32_t>(tasks))});
    p.bodies.push_back(last);
    return p;
}

Program deadlockAb(std::size_t tasks, bool isFixed) {
    Program p{.name = "deadlock-ab", .objects = {}, .bodies = {}};
    const auto a = p.add(ObjectType::Mutex, "A"), b = p.add(ObjectType::Mutex, "B");
    for (std::size_t i = 0; i < tasks; ++i) {
        const bool turned = i % 2 == 1 && !isFixed;
        const auto first = turned ? b : a, second = turned ? a : b;
        p.bodies.push_back(
            {on(K::Lock, first), on(K::Lock, second), on(K::Unlock, second), on(K::Unlock, first)});
    }
    return p;
}

Program philosophers(std::size_t count, bool isOrdered) {
    Program p{.name = "dining-philosophers", .objects = {}, .bodies = {}};
    for (std::size_t i = 0; i < count; ++i) p.add(ObjectType::Mutex, std::string("F").append(std::to_string(i + 1)));
    for (std::size_t i = 0; i < count; ++i) {
        auto left = static_cast<ObjectNumber>(i), right = static_cast<ObjectNumber>((i + 1) % count);
        if (isOrdered && left > right)
            std::swap(left, right);
        p.bodies.push_back(
            {on(K::Lock, left), on(K::Lock, right), on(K::Unlock, right), on(K::Unlock, left)});
    }
    return p;
}

Program conditionLostWakeup(bool isFixed) {
    Program p{.name = "condition-lost-wakeup", .objects = {}, .bodies = {}};
    const auto mutex = p.add(ObjectType::Mutex, "M"), condition = p.add(ObjectType::Condition, "C"),
               ready = p.add(ObjectType::Variable, "ready");
    if (isFixed) {
        p.bodies.push_back({on(K::Lock, mutex), on(K::Read, ready), jumpIf(0, Compare::Equal, 1, 7),
                            waitOn(condition, mutex), on(K::Wake, condition), on(K::Lock, mutex), jump(1),
                            on(K::Unlock, mutex)});
    } else {
        p.bodies.push_back({on(K::Read, ready), jumpIf(0, Compare::Equal, 1, 7), on(K::Lock, mutex),
                            waitOn(condition, mutex), on(K::Wake, condition), on(K::Lock, mutex),
                            on(K::Unlock, mutex)});
    }
    p.bodies.push_back(
        {on(K::Lock, mutex), let(0, 1), on(K::Write, ready), on(K::Notify, condition), on(K::Unlock, mutex)});
    return p;
}

Program peterson(PetersonForm form) {
    Program p{.name = "peterson", .objects = {}, .bodies = {}};
    const ObjectNumber flags[]{p.add(ObjectType::Variable, "flag1"), p.add(ObjectType::Variable, "flag2")};
    const auto turn = p.add(ObjectType::Variable, "turn"), inside = p.add(ObjectType::Variable, "inside");
    for (std::int32_t me = 0; me < 2; ++me) {
        const std::int32_t other = 1 - me;
        Body body;
        const Body raise{let(0, 1), on(K::Write, flags[me])}, yieldTurn{let(0, other), on(K::Write, turn)};
        if (form == PetersonForm::TurnFirst)
            append(body, yieldTurn);
        append(body, raise);
        if (form == PetersonForm::Right)
            append(body, yieldTurn);
        const std::size_t loop = body.size();
        if (form == PetersonForm::NoTurn)
            append(body, {on(K::Read, flags[other]), jumpIf(0, Compare::Equal, 0, loop + 4), plain(K::Spin),
                          jump(loop)});
        else
            append(body,
                   {on(K::Read, flags[other]), jumpIf(0, Compare::Equal, 0, loop + 6), on(K::Read, turn),
                    jumpIf(0, Compare::Equal, me, loop + 6), plain(K::Spin), jump(loop)});
        append(body, {on(K::Update, inside, 0, 1), mustBe(0, Compare::Equal, 0), on(K::Update, inside, 0, -1),
                      let(0, 0), on(K::Write, flags[me])});
        p.bodies.push_back(body);
    }
    return p;
}

Program semaphore(std::size_t tasks, std::int32_t permits, bool isBroken) {
    Program p{.name = "semaphore-threads", .objects = {}, .bodies = {}};
    const auto s = p.add(ObjectType::Semaphore, "S", isBroken ? permits + 1 : permits),
               inside = p.add(ObjectType::Variable, "inside");
    for (std::size_t i = 0; i < tasks; ++i)
        p.bodies.push_back({on(K::Acquire, s), on(K::Update, inside, 0, 1), mustBe(0, Compare::Less, permits),
                            on(K::Update, inside, 0, -1), on(K::Release, s)});
    return p;
}

Program independent(std::size_t tasks, std::size_t operations) {
    Program p{.name = "independent", .objects = {}, .bodies = {}};
    for (std::size_t i = 0; i < tasks; ++i) {
        const auto own = p.add(ObjectType::Variable, std::string("v").append(std::to_string(i)));
        p.bodies.push_back(Body(operations, on(K::Write, own)));
    }
    return p;
}

Program producerConsumer(std::int32_t items, std::int32_t capacity) {
    Program p{.name = "producer-consumer", .objects = {}, .bodies = {}};
    const auto queue = p.add(ObjectType::Queue, "Q", capacity);
    Body producer, consumer;
    for (std::int32_t i = 0; i < items; ++i) {
        producer.push_back(on(K::Put, queue, 0, i));
        append(consumer, {on(K::Get, queue), mustBe(0, Compare::Equal, i)});
    }
    p.bodies = {producer, consumer};
    return p;
}

Program writers(std::size_t tasks) {
    Program p{.name = "writers", .objects = {}, .bodies = {}};
    const auto x = p.add(ObjectType::Variable, "x");
    for (std::size_t i = 0; i < tasks; ++i)
        p.bodies.push_back({let(0, static_cast<std::int32_t>(i)), on(K::Write, x)});
    return p;
}

Program busy(std::size_t operations) {
    Program p{.name = "busy", .objects = {}, .bodies = {}};
    const auto mutex = p.add(ObjectType::Mutex, "M"), x = p.add(ObjectType::Variable, "x");
    for (std::size_t i = 0; i < 3; ++i) {
        Body body;
        while (body.size() + 5 <= operations)
            append(body, {on(K::Lock, mutex), on(K::Read, x), on(K::Write, x), on(K::Unlock, mutex),
                          on(K::Read, x)});
        while (body.size() + 1 < operations) body.push_back(on(K::Read, x));
        body.resize(operations - 1);  // the end is an operation too
        p.bodies.push_back(body);
    }
    return p;
}

Program randomProgram(std::uint64_t seed) {
    Random random{seed};
    Program p{.name = std::string("random").append(std::to_string(seed)), .objects = {}, .bodies = {}};
    const auto mutex = p.add(random.below(4) == 0 ? ObjectType::RecursiveMutex : ObjectType::Mutex, "M"),
               other = p.add(ObjectType::Mutex, "N"), shared = p.add(ObjectType::SharedMutex, "R"),
               semaphore = p.add(ObjectType::Semaphore, "S", static_cast<std::int32_t>(random.below(3))),
               flag = p.add(ObjectType::Flag, "F"), condition = p.add(ObjectType::Condition, "C"),
               queue = p.add(ObjectType::Queue, "Q", 1 + static_cast<std::int32_t>(random.below(2))),
               x = p.add(ObjectType::Variable, "x"), y = p.add(ObjectType::Variable, "y"),
               barrier = p.add(ObjectType::Barrier, "B", 2);
    const std::size_t tasks = 2 + random.below(2), length = tasks == 2 ? 6 : 4;
    const std::size_t flavour =
        random.below(4);  // some programs use few kinds of objects, so that more meets
    const auto reg = [&random] { return static_cast<std::uint8_t>(random.below(2)); };
    const auto maybeTimed = [&random](Instruction i) { return random.below(6) == 0 ? timed(i) : i; };
    for (std::size_t t = 0; t < tasks; ++t) {
        Body body{let(0, static_cast<std::int32_t>(t + 1)), let(1, static_cast<std::int32_t>(10 * (t + 1)))};
        Body closing;
        std::size_t operations = 0;
        const std::size_t wanted = 2 + random.below(length - 1);
        bool holdsMutex = false;
        while (operations < wanted) {
            const std::size_t kind = flavour == 0   ? random.below(6)
                                     : flavour == 1 ? 4 + random.below(8)
                                                    : random.below(25);
            ++operations;
            switch (kind) {
                case 0:
                case 1: {
                    const auto m = kind == 0 ? mutex : other;
                    const Instruction lock = maybeTimed(on(K::Lock, m));
                    if (lock.operation.timed) {  // only the one who got it unlocks
                        body.push_back(lock);
                        body.push_back(jumpIf(3, Compare::Equal, 0, body.size() + 2));
                        body.push_back(on(K::Unlock, m));
                    } else {
                        body.push_back(lock);
                        closing.push_back(on(K::Unlock, m));
                        holdsMutex = holdsMutex || m == mutex;
                    }
                    ++operations;
                    break;
                }
                case 2:
                case 3:
                    body.push_back(on(K::Read, random.below(2) ? x : y, reg()));
                    break;
                case 4:
                case 5:
                    body.push_back(on(K::Write, random.below(2) ? x : y, reg()));
                    break;
                case 6:
                    body.push_back(maybeTimed(
                        units(K::Acquire, semaphore, static_cast<std::uint16_t>(1 + random.below(2)))));
                    break;
                case 7:
                    body.push_back(units(K::Release, semaphore, 1));
                    break;
                case 8:
                    body.push_back(on(K::Set, flag));
                    break;
                case 9:
                    body.push_back(on(K::Clear, flag));
                    break;
                case 10:
                    body.push_back(maybeTimed(on(K::WaitEvent, flag)));
                    break;
                case 11:
                    body.push_back(on(K::Update, x, reg(), 3));
                    break;
                case 12:
                    body.push_back(
                        on(random.below(3) ? K::Put : K::TryPut, queue, 2, static_cast<std::int32_t>(t)));
                    break;
                case 13:
                    body.push_back(maybeTimed(on(random.below(3) ? K::Get : K::TryGet, queue, 2)));
                    break;
                case 14:
                    if (holdsMutex) {
                        append(body, {waitOn(condition, mutex), maybeTimed(on(K::Wake, condition)),
                                      on(K::Lock, mutex)});
                        ++operations;
                    }
                    break;
                case 15:
                    body.push_back(on(K::Notify, condition));
                    break;
                case 16:
                    body.push_back(on(K::NotifyAll, condition));
                    break;
                case 17:
                    append(body, {on(K::ArriveAtBarrier, barrier), on(K::PassBarrier, barrier)});
                    break;
                case 18:
                    append(body, {on(K::LockShared, shared), on(K::UnlockShared, shared)});
                    break;
                case 19:
                    append(body, {on(K::Lock, shared), on(K::Unlock, shared)});
                    break;
                case 20:
                    body.push_back(on(K::TryLock, other, 3));
                    body.push_back(jumpIf(3, Compare::Equal, 0, body.size() + 2));
                    body.push_back(on(K::Unlock, other));
                    break;
                case 21:
                    append(body, {on(K::Read, x, 2), jumpIf(2, Compare::NotEqual, 0, body.size() + 3),
                                  plain(K::Spin)});
                    break;
                case 22:
                    if (t > 0 && random.below(2))
                        body.push_back(join(random.below(t)));
                    else
                        body.push_back(plain(random.below(2) ? K::Sleep : K::Yield));
                    break;
                case 23:
                    append(body, {on(K::Read, y, 2), mustBe(2, Compare::NotEqual, 20)});
                    break;
                case 24:
                    if (t + 1 == tasks && p.bodies.size() == t) {  // spawns a small child once
                        append(body, {spawn(t + 1, 2)});
                        if (random.below(2))
                            body.push_back(joinReg(2));
                        operations += 2;
                    }
                    break;
            }
        }
        while (!closing.empty()) {
            body.push_back(closing.back());
            closing.pop_back();
        }
        p.bodies.push_back(body);
    }
    p.initialTasks = tasks;
    p.bodies.push_back({let(0, 20), on(K::Write, random.below(2) ? x : y)});
    return p;
}

}  // namespace heddle::control::testing
