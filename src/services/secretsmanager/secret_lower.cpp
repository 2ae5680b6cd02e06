// AWS facts this rests on:
// - GenerateSecretString puts the generated value under GenerateStringKey into the object that
//   SecretStringTemplate is; the template is readable to whoever may read the stack.
// - CloudFormation deletes a secret at once, without the recovery window, so it outlives its stack.
#include "services/lowering.h"
#include "services/secretsmanager/secret.h"
#include "services/secretsmanager/secret_template.h"

namespace btsinfra {

void SecretKind::lower(const Component& component, Lowering& lowering) const {
  const auto& settings = component.as<Secret>();
  cfn::Map generate{{"SecretStringTemplate", secret_template(settings.values)},
                    {"GenerateStringKey", settings.generated},
                    {"PasswordLength", settings.length},
                    {"ExcludePunctuation", !settings.punctuation}};
  if (!settings.exclude.empty()) generate.set("ExcludeCharacters", settings.exclude);

  cfn::Map properties;
  if (!settings.name.empty()) properties.set("Name", settings.name);
  properties.set("Description", settings.description.empty() ? "Generated for " + component.label()
                                                             : settings.description);
  properties.set("GenerateSecretString", std::move(generate));
  if (settings.key) properties.set("KmsKeyId", lowering.late(component, *settings.key));
  properties.set("Tags",
                 lowering.tags(component, settings.options.tags, lowering.default_name(component)));

  cfn::Resource& secret = lowering.add(component, settings.options.stack.value_or(Layer::Storage),
                                       secret_id(component.name), "AWS::SecretsManager::Secret");
  secret.deletion_policy = "RetainExceptOnCreate";
  secret.update_replace_policy = "Retain";
  secret.properties = std::move(properties);
}

}  // namespace btsinfra
