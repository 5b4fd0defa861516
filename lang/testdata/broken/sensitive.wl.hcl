# var: key=hunter2-planted
# var: number=hunter2-planted
stack "shop" {}

variable "key" { # error: the value breaks a rule; the rule's message is sensitive and not shown.
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
  parsed = parseint(var.key, 10) # error: The reason is not shown because it involves a sensitive value.
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
    image = var.key == "" ? "nginx" : upper(var.key) # error: the given value is sensitive and breaks this rule
  }
  advanced {
    metadata {
      annotations = { key = var.key } # error: annotations must not be sensitive
    }
  }
}

config_map "whole" {
  data = sensitive({ a = "b" }) # error: data is sensitive, including its keys
}

output "key" {
  value = "the key is ${var.key}" # error: Add sensitive = true to hide it
}
