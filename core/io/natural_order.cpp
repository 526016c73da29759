#include "core/io/natural_order.h"

namespace nounscope {

namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

int rank(char c) {
    if (c == '/') return -1;
    if (c >= 'A' && c <= 'Z') return c - 'A' + 'a';
    return static_cast<unsigned char>(c);
}

// Takes a run of digits off the front; the zeros that lead it count for nothing.
std::string_view takeNumber(std::string_view& text) {
    std::size_t end = 0;
    while (end < text.size() && isDigit(text[end])) ++end;
    std::string_view number = text.substr(0, end);
    text.remove_prefix(end);
    while (number.size() > 1 && number[0] == '0') number.remove_prefix(1);
    return number;
}

int compareNaturally(std::string_view a, std::string_view b) {
    while (!a.empty() && !b.empty()) {
        if (isDigit(a[0]) && isDigit(b[0])) {
            const std::string_view left = takeNumber(a), right = takeNumber(b);
            if (left.size() != right.size()) return left.size() < right.size() ? -1 : 1;
            if (const int order = left.compare(right)) return order;
            continue;
        }
        if (const int order = rank(a[0]) - rank(b[0])) return order;
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    return static_cast<int>(!a.empty()) - static_cast<int>(!b.empty());
}

}  // namespace

bool naturalLess(std::string_view a, std::string_view b) {
    const int order = compareNaturally(a, b);
    return order != 0 ? order < 0 : a < b;
}

}  // namespace nounscope
