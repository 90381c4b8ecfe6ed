#include "pipeline/jsonceiling.h"

#include <simdjson.h>

#include <limits>

namespace rig::pipeline {

namespace {

namespace od = simdjson::ondemand;

constexpr double fault = std::numeric_limits<double>::quiet_NaN();

double sumOf(od::object object)
{
    double sum = 0;
    for (auto item : object) {
        od::field field;
        if (std::move(item).get(field) != simdjson::SUCCESS)
            return fault;
        od::value &value = field.value();
        od::json_type type{};
        if (value.type().get(type) != simdjson::SUCCESS)
            return fault;
        if (type == od::json_type::number) {
            double number = 0;
            if (value.get_double().get(number) != simdjson::SUCCESS)
                return fault;
            sum += number;
        } else if (type == od::json_type::object) {
            od::object inner;
            if (value.get_object().get(inner) != simdjson::SUCCESS)
                return fault;
            sum += sumOf(inner);
        }
    }
    return sum;
}

} // namespace

struct JsonCeiling::Parser
{
    od::parser parser;
};

JsonCeiling::JsonCeiling() : m_parser(std::make_unique<Parser>())
{
    static_assert(padding >= simdjson::SIMDJSON_PADDING);
}

JsonCeiling::~JsonCeiling() = default;

double JsonCeiling::sum(std::string_view message)
{
    od::document document;
    od::object object;
    if (m_parser->parser.iterate(message.data(), message.size(), message.size() + padding).get(document) !=
            simdjson::SUCCESS ||
        document.get_object().get(object) != simdjson::SUCCESS)
        return fault;
    return sumOf(object);
}

} // namespace rig::pipeline
