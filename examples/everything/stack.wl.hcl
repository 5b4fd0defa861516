# Everything the language has, in one stack: look things up here, and start from
# examples/quickstart. To run all of it, a cluster must provide volumes, a load
# balancer and a GPU.
stack "everything" {
  namespace = "everything"
  limits    = "documented" # the form's limits; "kubernetes" for Kubernetes' own

  log_collector_image = "busybox:1.37.0"

  state {
    namespace = "everything"
  }
}

namespace "everything" {
  labels = { "pod-security.kubernetes.io/warn" = "privileged" }
}

variable "versions" {
  description = "Which image runs where."
  type        = object({ web = string, store = optional(string, "16") })
  default     = { web = "1.27" }

  validation {
    condition     = var.versions.web != "latest"
    error_message = "Pin the version of the web server."
  }
}

variable "token" {
  description = "What the web servers present to the gateway."
  type        = string
  sensitive   = true
  nullable    = false
  default     = "only-for-trying"
}

locals {
  team  = "web"
  sites = { shop = 8080, docs = 8081 }
}

config_map "settings" {
  data = {
    "workers"    = "4"
    "nginx.conf" = templatefile("nginx.conf.tftpl", { sites = local.sites })
  }
  labels = { team = local.team }
}

secret "gateway" {
  data = {
    token = var.token
  }
}

volume_claim "shared" {
  size         = "1Gi"
  access_modes = ["ReadWriteOnce"]
}

output "address" {
  description = "Where the shop answers within the cluster."
  value       = workload.shop.service["shop"].dns_name
}

output "token" {
  value     = var.token
  sensitive = true
}
