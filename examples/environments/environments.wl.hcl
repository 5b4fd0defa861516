# One stack for two environments. What differs between them is a variable, with its values in staging.wlvars and
# production.wlvars; what the services have in common stands once, in a module:
#
#   wl plan --var-file staging.wlvars
#   wl plan --var-file production.wlvars --target module.service
#
# Each environment has a namespace and a state of its own, so that both can live in one cluster.
stack "shop" {
  namespace = "shop-${var.environment}"
}

namespace "shop" {
  name = "shop-${var.environment}"
}

variable "environment" {
  type        = string
  description = "Which environment this is."

  validation {
    condition     = contains(["staging", "production"], var.environment)
    error_message = "It is staging or production."
  }
}

variable "services" {
  description = "The services by name."
  type = map(object({
    image    = string
    replicas = optional(number, 1)
    cpu      = optional(string, "100m")
    memory   = optional(string, "128Mi")
    settings = optional(map(string), {})
  }))
}

variable "database" {
  description = "How large the database is."
  type = object({
    size     = string
    replicas = optional(number, 1)
  })
}

variable "database_password" {
  type        = string
  description = "Password of the database; give it as WL_VAR_database_password."
  default     = "change-me"
  sensitive   = true
}

locals {
  production = var.environment == "production"
}

module "database" {
  source   = "./modules/database"
  name     = "orders"
  size     = var.database.size
  replicas = var.database.replicas
  password = var.database_password
}

# One instance of the module for each service. Their addresses are module.service["checkout"].workload.server and so on.
module "service" {
  source           = "./modules/web-service"
  for_each         = var.services
  name             = each.key
  image            = each.value.image
  replicas         = each.value.replicas
  cpu              = each.value.cpu
  memory           = each.value.memory
  highly_available = local.production

  # An output of one module is an input of another, and the services wait for the database because of it.
  variables = merge(each.value.settings, {
    DATABASE_HOST = module.database.host
    ENVIRONMENT   = var.environment
  })
  secrets = {
    DATABASE_PASSWORD = { secret = module.database.secret, key = "password" }
  }
}

# Something to be told of, though it is no reason to stop.
check "capacity" {
  assert {
    condition     = sum([for s in var.services : s.replicas]) <= 40
    error_message = "The services have more than 40 Pods together, which is more than ${var.environment} has room for."
  }
}

output "urls" {
  description = "Where the services answer within the cluster."
  value       = { for name, s in module.service : name => s.url }
}

output "database" {
  description = "Where the database answers."
  value       = module.database.host
}
