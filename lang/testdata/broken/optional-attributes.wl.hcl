# var: o={b=1}
# var: l=[{c={}}]
stack "shop" {
}

variable "o" { # error: var.o must be object({a=string,b=optional(number),c=optional(object({d=optional(string)}))}): attribute "a" is required.
  type = object({ a = string, b = optional(number, 3), c = optional(object({ d = optional(string) }), {}) })
}

variable "l" { # error: var.l must be list(object({a=optional(tuple([string,bool])),b=map(set(number)),c=any})): element 0: attribute "b" is required.
  type = list(object({ a = optional(tuple([string, bool])), b = map(set(number)), c = any }))
}
