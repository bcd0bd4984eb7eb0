// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The store is on the path of every request, and memory is what a request costs. This program counts
// its own allocations: it replaces the global operator new.
#include <QtTest>

#include <cstdlib>
#include <new>

#include "cluster/core/space/entry_store.h"

namespace {

std::size_t allocations = 0;

}  // namespace

void* operator new(std::size_t size) {
    ++allocations;
    void* block = std::malloc(size == 0 ? 1 : size);
    if (block == nullptr) {
        throw std::bad_alloc();
    }
    return block;
}

void operator delete(void* block) noexcept { std::free(block); }
void operator delete(void* block, std::size_t) noexcept { std::free(block); }

using namespace orrery;
using namespace orrery::core;

namespace {

const std::string key = "a key that is longer than a string's own place";
const std::string value(100, 'v');

template <typename Action>
std::size_t allocationsOf(const Action& action) {
    const std::size_t before = allocations;
    action();
    return allocations - before;
}

Change putValue() { return {ChangeKind::PutString, key, value, {}, WallTime{}}; }

}  // namespace

class SpaceAllocationsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findAllocatesNothing();
    void replacingAMovedStringAllocatesNothing();
    void replacingACopiedStringAllocatesItsTwoTexts();
    void settingAFieldOfAMovedChangeAllocatesNothing();
};

void SpaceAllocationsTest::findAllocatesNothing() {
    EntryStore store(Slot{0}, slotCount);
    store.apply(putValue(), {}, nullptr);
    const Slot slot = slotOf(key);
    QCOMPARE(allocationsOf([&] {
        static_cast<void>(store.find(slot, key, WallTime{1}));
        static_cast<void>(store.find(slot, "absent", WallTime{1}));
    }), std::size_t{0});
}

void SpaceAllocationsTest::replacingAMovedStringAllocatesNothing() {
    EntryStore store(Slot{0}, slotCount);
    store.apply(putValue(), {}, nullptr);
    std::vector<Change> undo;
    undo.reserve(4);
    for (std::vector<Change>* inverse : {static_cast<std::vector<Change>*>(nullptr), &undo}) {
        Change change = putValue();
        QCOMPARE(allocationsOf([&] { store.apply(std::move(change), {}, inverse); }), std::size_t{0});
    }
    QCOMPARE(undo.size(), std::size_t{1});
}

void SpaceAllocationsTest::replacingACopiedStringAllocatesItsTwoTexts() {
    EntryStore store(Slot{0}, slotCount);
    store.apply(putValue(), {}, nullptr);
    std::vector<Change> undo;
    undo.reserve(4);
    const Change change = putValue();
    QCOMPARE(allocationsOf([&] { store.apply(change, {}, &undo); }), std::size_t{2});
}

void SpaceAllocationsTest::settingAFieldOfAMovedChangeAllocatesNothing() {
    EntryStore store(Slot{0}, slotCount);
    store.apply({ChangeKind::PutHash, "h", {}, {{"field", "1"}, {"other", "1"}}, {}}, {}, nullptr);
    Change change{ChangeKind::SetFields, "h", {}, {{"field", value}}, {}};
    QCOMPARE(allocationsOf([&] { store.apply(std::move(change), {}, nullptr); }), std::size_t{0});
}

QTEST_APPLESS_MAIN(SpaceAllocationsTest)
#include "tst_space_allocations.moc"
