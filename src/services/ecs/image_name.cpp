#include "services/ecs/image_name.h"

#include <algorithm>

#include "services/kind.h"

namespace btsinfra {
namespace {

constexpr char reference_mark = '\x01';  // which no blueprint can hold

// The words with one mark for each reference.
std::string shape_of(const Text& image) {
  std::string shape;
  for (const Text::Part& part : image.parts()) {
    const auto* words = std::get_if<std::string>(&part);
    shape += words == nullptr ? std::string(1, reference_mark) : *words;
  }
  return shape;
}

bool has_reference(std::string_view shape) {
  return shape.find(reference_mark) != std::string_view::npos;
}

// The text from that place of its shape on.
Text tail(const Text& image, std::size_t from) {
  std::vector<Text::Part> parts;
  std::size_t at = 0;
  for (const Text::Part& part : image.parts()) {
    const auto* words = std::get_if<std::string>(&part);
    const std::size_t length = words == nullptr ? 1 : words->size();
    if (at + length > from) {
      const std::size_t skipped = from > at ? from - at : 0;
      if (words == nullptr) {
        parts.push_back(part);
      } else {
        parts.emplace_back(words->substr(skipped));
      }
    }
    at += length;
  }
  return Text(std::move(parts));
}

// The repository whose address the text begins with.
void find_repository(const Component& component, const Text& image, const ResolvedSystem& system,
                     ImageName& name) {
  if (image.empty()) return;
  const auto* reference = std::get_if<Reference>(&image.parts().front());
  if (reference == nullptr) return;
  const auto found = system.lookup(component.blueprint, reference->path, "");
  const auto* target = std::get_if<ReferenceTarget>(&found);
  if (target == nullptr || target->component->kind->key() != "repositories") return;
  if (target->attribute != "uri" && target->attribute != "local_uri") return;
  name.repository = target->component;
  name.local = target->attribute == "local_uri";
}

std::optional<EcrAddress> ecr_address(std::string_view place) {
  constexpr std::string_view registry = ".dkr.ecr.";
  const std::string_view host = place.substr(0, place.find('/'));
  const std::size_t at = host.find(registry);
  if (at == std::string_view::npos || has_reference(host)) return std::nullopt;
  EcrAddress address;
  address.account = host.substr(0, at);
  const std::string_view domain = host.substr(at + registry.size());
  address.region = domain.substr(0, domain.find('.'));
  const std::string_view path = host.size() < place.size() ? place.substr(host.size() + 1) : "";
  if (!has_reference(path)) address.repository = path;
  return address;
}

bool is_host(std::string_view part) {
  return part.find('.') != std::string_view::npos || part.find(':') != std::string_view::npos ||
         part == "localhost";
}

}  // namespace

ImageName image_name(const Component& component, const Text& image, const ResolvedSystem& system) {
  ImageName name;
  find_repository(component, image, system, name);
  const std::string shape = shape_of(image);
  const std::size_t slash = shape.rfind('/');
  const std::size_t last = slash == std::string::npos ? 0 : slash + 1;
  const std::size_t digest = shape.find('@', last);
  const std::size_t colon = shape.find(':', last);
  const std::size_t end = std::min({digest, colon, shape.size()});
  if (digest != std::string::npos) {
    name.tag_form = ImageTagForm::Digest;
  } else if (colon != std::string::npos) {
    name.tag = tail(image, colon + 1);
    const std::string* words = name.tag.literal();
    const bool latest = name.tag.empty() || (words != nullptr && *words == "latest");
    name.tag_form = latest ? ImageTagForm::Latest : ImageTagForm::Given;
  } else {
    // A reference behind the repository's address, or a whole image by reference, may hold a tag.
    const bool open = name.repository == nullptr ? has_reference(shape.substr(last))
                                                 : has_reference(shape.substr(1));
    name.tag_form = open ? ImageTagForm::Unknown : ImageTagForm::Missing;
  }
  const std::string place = shape.substr(0, end);
  name.ecr = ecr_address(place);
  if (!has_reference(place)) name.literal = place;
  return name;
}

bool is_image_name(std::string_view literal) {
  const std::size_t slash = literal.find('/');
  if (slash != std::string_view::npos && is_host(literal.substr(0, slash))) {
    literal.remove_prefix(slash + 1);
  }
  if (literal.empty() || literal.front() == '/' || literal.back() == '/') return false;
  return std::all_of(literal.begin(), literal.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view("._-/").find(c) != std::string_view::npos;
  });
}

}  // namespace btsinfra
