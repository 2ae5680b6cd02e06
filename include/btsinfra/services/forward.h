// The settings structs by name alone, so that what only passes them on need not know them.
#pragma once

namespace btsinfra {

struct Blueprint;
struct System;
struct Network;
struct SubnetTier;
struct Parameter;
struct RawResource;
struct Override;
#define BTS_KIND(key, Settings, Behaviour) struct Settings;
#include "btsinfra/services/services.def"
#undef BTS_KIND

}  // namespace btsinfra
