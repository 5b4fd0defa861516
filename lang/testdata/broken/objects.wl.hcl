stack "shop" {}

variable "token" {
  default   = "planted"
  sensitive = true
}

secret "Gateway" { # error: name must have 1 to 253 characters
  type   = ""                       # error: type must not be empty
  data   = { "a b" = "x" }          # error: The key of data["a b"] must be a key
  labels = { token = var.token }    # error: labels must not be sensitive
}

secret "keys" {
  data = { token = "x" }
}

volume_claim "data" { # error: volume_claim "data" has no size.
  access_modes = [] # error: The number of elements of access_modes must be 1 or more
}

volume_claim "small" {
  size = "0" # error: size must be a whole number of bytes above 0
}

workload "limits" {
  kind = "Deployment"
  container "main" {
    image = "train:1.0"
    gpu   = { count = 0 } # error: count must be 1 or more; this is 0.
  }
  container "share" {
    image = "share:1.0"
    gpu   = { vgpu = { cores = 101, memory = 0 } } # error: vgpu has no cards. # error: cores must be between 1 and 100 # error: memory must be 1 or more
  }
  container "part" {
    image = "part:1.0"
    gpu   = { mig = { profile = "big", count = 1 } } # error: profile must be a MIG profile such as "1g.5gb"; this is "big".
  }
}

workload "forms" {
  kind = "Deployment"
  container "main" {
    image = "train:1.0"
    gpu   = {} # error: gpu has 0 kinds of quota, but must have exactly one
    environment {
      secret_key "TOKEN" {
        secret = secret.keys.name
        key    = "tokne" # error: secret "keys" has no key "tokne". Did you mean "token"?
      }
    }
  }
  container "both" {
    image = "train:1.0"
    gpu   = { count = 1, vgpu = { cards = 1 } } # error: gpu has 2 kinds of quota, but must have exactly one
  }
  volume "keys" {
    secret = { name = secret.keys.name, items = { tokn = "x" } } # error: secret "keys" has no key "tokn".
  }
}
