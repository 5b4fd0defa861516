# var: replicas=many
# var: zones=not a list
# var: tag=latest
# var: nope=1
# error nowhere: --var nope: the stack declares no such variable. Did you mean
stack "shop" {}

variable "required" {} # error: The variable "required" has no default, and no value is set. Set it with --var required=…

variable "replicas" { # error: var.replicas must be number: number required
  type = number
}

variable "zones" {
  type    = list(string)
  default = ["a"]
}
# error nowhere: --var zones is not an expression, which the type of var.zones requires

variable "tag" { # error: var.tag: Pin the image. This is the rule at
  validation {
    condition     = var.tag != "latest"
    error_message = "Pin the image."
  }
}

variable "odd" {
  type    = strng # error: Invalid type specification
  default = 1
}

variable "default" {
  type    = number
  default = "many" # error: var.default must be number
}

variable "none" {
  nullable = false
  default  = null # error: var.none must not be null
}

variable "rule" {
  default = 1
  validation { # error: validation has no error_message
    condition = var.rule > 0
  }
}

variable "bad_rule" {
  default = 1
  validation {
    condition     = "yes" # error: condition must be true or false
    error_message = "No."
  }
}

variable "9lives" {} # error: must begin with a letter or _

variable "nope2" {
  default = 1
}

variable "loops" {
  default = [for a in [1, 2] : [for b in [1, 2] : a]] # error: must be a constant, without loops
}

# What is given to a variable of any type is an expression.
# var: anything=hello
# error nowhere: --var anything: The value of a variable cannot refer to hello. Write a constant; strings are in quotes.
# var: broken=[1
# error nowhere: --var broken is not an expression, which the type of var.broken requires
variable "anything" {
  type = any
}
variable "broken" {
  type = map(any)
}
# var: count=two
variable "count" {}
config_map "counted" {
  count = var.count # error: The count of config_map "counted" must be a whole number
}
