# var: size=12Mib
stack "shop" {
  limits = "kubernetes"
}

variable "size" {
  sensitive = true
}

object "claim" {
  manifest = {
    apiVersion = "v1"
    kind       = "PersistentVolumeClaim"
    metadata   = { name = "data" }
    spec = {
      accessModes = ["ReadWriteOnce"]
      resources = {
        requests = { storage = "10GiB" } # error: spec.resources.requests.storage: "10GiB" is not a quantity, such as 500m, 2 or 10Gi; did you mean "10Gi"? Correct the value.
      }
    }
  }
}

object "quota" {
  manifest = {
    apiVersion = "v1"
    kind       = "ResourceQuota"
    metadata   = { name = "all" }
    spec = {
      hard = {
        pods              = 10
        "requests.cpu"    = 0.5
        "requests.memory" = "1 GB" # error: "1 GB" is not a quantity, such as 500m, 2 or 10Gi; did you mean "1G"?
      }
    }
  }
}

workload "web" {
  kind = "Deployment"
  container "main" {
    image = "nginx:1.27"
  }
  raw = {
    spec = {
      template = {
        spec = {
          containers = [{
            name = "main"
            resources = {
              limits   = { memory = "1Gib", cpu = 2 } # error: "1Gib" is not a quantity, such as 500m, 2 or 10Gi; did you mean "1Gi"?
              requests = { memory = var.size }        # error: "(sensitive)" is not a quantity
            }
          }]
        }
      }
    }
  }
}

object "endless" {
  manifest = {
    apiVersion = "v1"
    kind       = "LimitRange"
    metadata   = { name = "endless" }
    spec = {
      limits = [{
        type    = "Container"
        default = { cpu = "1444E4444444444444444444" } # error: "1444E4444444444444444444" is not a quantity
        max     = { memory = "1e-4444444444" }         # error: "1e-4444444444" is not a quantity
      }]
    }
  }
}

workload "endless" {
  kind = "Deployment"
  container "main" {
    image  = "main:1"
    cpu    = { request = "1e4444444444" } # error: request must be a quantity such as
    memory = { limit = "1E+99999" }       # error: limit must be a quantity such as
  }
}
