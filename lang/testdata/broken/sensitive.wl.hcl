# var: key=hunter2-planted
# var: number=hunter2-planted
stack "shop" {}

variable "key" { # error: it breaks a rule, whose message is not shown since it is sensitive.
  type      = string
  sensitive = true
  validation {
    condition     = length(var.key) > 100
    error_message = "The key ${var.key} is too short." # the message must not be shown
  }
}
# error of the rule, and of the type, at the declarations:

variable "number" { # error: var.number must be number
  type      = number
  sensitive = true
}

locals {
  parsed = parseint(var.key, 10) # error: Why is not shown, since a sensitive value is involved.
}

namespace "key" {
  name = var.key # error: name must not be sensitive
}

workload "nginx-01" {
  kind     = "Deployment"
  for_each = toset([var.key]) # error: Invalid for_each
  container "nginx" {
    image = "nginx:1.27"
  }
}

workload "nginx-02" {
  kind = "Deployment"
  container "nginx" {
    image = var.key == "" ? "nginx" : upper(var.key) # error: the value given, which is sensitive, does not
  }
  advanced {
    metadata {
      annotations = { key = var.key } # error: annotations must not be sensitive
    }
  }
}

config_map "whole" {
  data = sensitive({ a = "b" }) # error: data is sensitive as a whole, its keys included
}

output "key" {
  value = "the key is ${var.key}" # error: Add sensitive = true, which keeps it from being shown
}
