# What is wrong with a key is told where it is, and nothing else of the for_each.
# var: wrong=x
stack "shop" {}

variable "wrong" { # error: var.wrong must be number
  type = number
}

variable "fallback" {
  type    = number
  default = "many" # error: var.fallback must be number
}

locals {
  lost = local.nope # error: There is no local.nope.
}

config_map "set" {
  for_each = toset([local.lost])
  data     = {}
}

config_map "direct" {
  for_each = toset([local.none]) # error: There is no local.none.
  data     = {}
}

config_map "several" {
  for_each = toset([var.wrong, "b"])
  data     = {}
}

config_map "default" {
  for_each = toset(["b", var.fallback, "a"])
  data     = {}
}

config_map "computed" {
  for_each = toset([for n in ["a", local.lost] : "x-${n}"])
  data     = {}
}

config_map "keys" {
  for_each = { (local.lost) = 1, b = 2 }
  data     = {}
}

config_map "numbers" {
  for_each = toset([1, 2]) # error: is a set with an element that is null or no string
  data     = {}
}
