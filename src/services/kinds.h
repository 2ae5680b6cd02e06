// The classes of all kinds, for the registry alone.
#pragma once

#include "services/autoscaling/autoscaling.h"
#include "services/ec2/bastion.h"
#include "services/ec2/image.h"
#include "services/elasticache/cache.h"
#include "services/elb/load_balancer.h"
#include "services/network/network.h"
#include "services/network/subnets.h"
#include "services/parameters/parameters.h"
#include "services/raw/raw_resource.h"
#include "services/rds/database.h"
#include "services/s3/bucket.h"
