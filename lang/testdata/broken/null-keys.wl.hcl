# A key that is null, of what there is nothing of: {} and [] have no parts to look into.
stack "nulls" {}

variable "name" {
  default = null
}

locals {
  empty    = { a = { (var.name) = {} } }             # error: Null value as key
  literal  = { (null) = {} }                         # error: Null value as key
  listed   = { x = [{ (var.name) = {} }] }           # error: Null value as key
  nothing  = { a = { (var.name) = [] } }             # error: Null value as key
  brackets = ({ a = ({}), b = [{ (var.name) = 1 }] }) # error: Null value as key
  number   = { a = {} } + 1                          # error: Invalid operand
}

config_map "c" {
  for_each = { (var.name) = {} } # error: Null value as key
  data     = {}
}
