stack "nulls" {}

variable "tier" { # error: var.tier: Unknown tier.
  default = null

  validation {
    condition     = contains(["prod", "test"], var.tier)
    error_message = "Unknown tier."
  }
}

variable "zone" { # error: var.zone: Unknown zone.
  default = null

  validation {
    condition     = contains(["a"], var.zone) || contains([1], null)
    error_message = "Unknown zone."
  }
}

config_map "guarded" {
  lifecycle {
    precondition {
      condition     = contains(toset(["prod"]), yamldecode("tier:").tier) # error: config_map.guarded: No tier.
      error_message = "No tier."
    }
  }
}
