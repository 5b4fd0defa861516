# Preconditions, checks and what they must be.
stack "rules" {}

variable "tag" {
  default = "latest"
}

variable "key" {
  default   = "hunter2"
  sensitive = true
}

variable "least" {
  type    = number
  default = 3
}

variable "most" { # error: var.most: It is below least, which is 3. This is the rule at
  type    = number
  default = 2

  validation {
    condition     = var.most >= var.least
    error_message = "It is below least, which is ${var.least}."
  }
}

workload "main" {
  kind = "Deployment"

  container "main" {
    image  = "nginx:1.27"
    cpu    = { limit = "1" }
    memory = { limit = "64Mi" }
  }

  lifecycle {
    precondition {
      condition     = var.tag != "latest" # error: workload.main: The tag latest moves; name one that does not.
      error_message = "The tag ${var.tag} moves; name one that does not."
    }
    precondition {
      condition     = var.key != "hunter2" # error: workload.main: the value breaks a rule; the rule's message is sensitive and not shown.
      error_message = "Not ${var.key}."
    }
    precondition {
      condition     = "yes" # error: condition must be true or false
      error_message = "Yes."
    }
    precondition { # error: precondition has no error_message
      condition = true
    }
    precondition {
      condition     = var.tga != "" # error: There is no var.tga. Did you mean "tag"?
      error_message = "No tag."
    }
    postcondition { # error: wl has no postcondition
      condition = true
    }
  }
}

config_map "repeated" {
  for_each = { aa = "1", bb = "2" }
  data     = each

  lifecycle {
    precondition {
      condition     = each.value != "2" # error: config_map.repeated["bb"]: Two is one too many.
      error_message = "Two is one too many."
    }
  }
}

output "tag" {
  value = var.tag

  precondition {
    condition     = length(var.tag) < 3 # error: output.tag: Too long.
    error_message = "Too long."
  }
  postcondition { # error: wl has no postcondition
  }
}

check "tag" {
  assert {
    condition     = var.tag != "latest" # warning: check.tag: The tag is latest.
    error_message = "The tag is ${var.tag}."
  }
}

check "nothing" { # error: check "nothing" has no assert block
}

check "tag" { # error: check "tag" is already declared at
  assert {
    condition     = each.key == "a" # error: each has a value only in a block with for_each
    error_message = "Each."
  }
}

config_map "linted" {
  data = {}
  lint {
    ignore = ["no-limit"] # error: this is "no-limit". Did you mean "no-limits"?
  }
}
