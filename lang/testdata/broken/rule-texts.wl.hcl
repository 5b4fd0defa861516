stack "shop" {}

variable "bare" { # error: var.bare: Too small. This is the rule at stack.wl.hcl:6.
  default = 1
  validation {
    condition     = var.bare > 1
    error_message = "Too small"
  }
}

variable "empty" { # error: var.empty: the value breaks a rule. This is the rule at
  default = 1
  validation {
    condition     = var.empty > 1
    error_message = ""
  }
}

variable "lines" { # error: var.lines: Is it small? This is the rule at
  default = 1
  validation {
    condition     = var.lines > 1
    error_message = "Is it small?\n"
  }
}

config_map "guarded" {
  lifecycle {
    precondition {
      condition     = var.bare > 1 # error: config_map.guarded: 太小。
      error_message = "太小。"
    }
    precondition {
      condition     = var.bare > 2 # error: config_map.guarded: the value breaks a rule.
      error_message = " "
    }
  }
}
