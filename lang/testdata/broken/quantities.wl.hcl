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
