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

variable "heredoc" { # error: Ask the platform team for more. This is the rule at
  default = 1
  validation {
    condition     = var.heredoc > 1
    error_message = <<-EOT
      Too small for a shop:
      Ask the platform team for more.
    EOT
  }
}

variable "long" { # error: and the last word. This is the rule at
  default = 1
  validation {
    condition     = var.long > 1
    error_message = "${join(" ", [for i in range(100) : "word ${i}"])} and the last word"
  }
}

config_map "texts" {
  lifecycle {
    precondition {
      condition     = var.bare > 1 # error: config_map.texts: First.
      error_message = "First.\nThe second line: \"a\\nb\""
    }
    precondition {
      condition     = var.bare > 2 # error: and the last word.
      error_message = "\"${join(" ", [for i in range(100) : "word ${i}"])}\" and the last word"
    }
  }
}

check "texts" {
  assert {
    condition     = var.bare > 1 # warning: check.texts: First. Second: "a\nb".
    error_message = "First. Second: \"a\\nb\""
  }
  assert {
    condition     = var.bare > 2 # warning: second line.
    error_message = "The first line,\r\nand the second line"
  }
}

output "texts" {
  value = 1
  precondition {
    condition     = var.bare > 1 # error: output.texts: word 0 word 1 word 2
    error_message = join(" ", [for i in range(100) : "word ${i}"])
  }
}
