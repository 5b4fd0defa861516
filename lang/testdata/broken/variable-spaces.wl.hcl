# var: s =x
# error nowhere: --var "s ": the name has a space beside it. Write --var s=…, without a space before the equals sign.
# var: st	=x
# error nowhere: --var "st\t": the name has a space beside it. Write --var st=…,
# var: sts =x
# error nowhere: --var sts: the stack declares no such variable. Did you mean "st"? Declare it with variable "sts" {}
stack "shop" {
}

variable "s" {
  default = ""
}

variable "st" {
  default = ""
}
