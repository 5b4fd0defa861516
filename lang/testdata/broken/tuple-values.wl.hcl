# var: t=["q"]
# var: o={a={b=["q",1,2]}}
# var: l=[["q",1],["r"]]
# var: m={a=["q","many"]}
# var: n=["a","many"]
# var: none=null
stack "shop" {
}

variable "t" { # error: var.t must be tuple([string,number]): a tuple of 2 elements is required, but the value has 1. Give
  type = tuple([string, number])
}
variable "o" { # error: attribute "a": attribute "b": a tuple of 2 elements is required, but the value has 3. Give
  type = object({ a = object({ b = tuple([string, number]) }), c = optional(string) })
}
variable "l" { # error: element 1: a tuple of 2 elements is required, but the value has 1. Give
  type = list(tuple([string, number]))
}
variable "m" { # error: element "a": element 1: number required. Give
  type = map(tuple([string, number]))
}
variable "n" { # error: var.n must be list(number): element 0: number required. Give
  type = list(number)
}
variable "none" {
  type = tuple([string])
}
variable "default" {
  type    = object({ a = tuple([]), b = number })
  default = { a = [1], x = 1 } # error: attribute "b" is required
}
