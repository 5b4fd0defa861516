workload "web-shop" {
  kind = "Deployment"

  container "nginx" {
    image  = "nginx:1.28"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }
  }

  advanced {
    scheduling {
      toleration_seconds = 60
      toleration {
        key      = "dedicated"
        operator = "Exists"
      }
      node_affinity {
        required {
          match "kubernetes.io/os" {
            values = ["linux"]
          }
        }
        prefer {
          weight = 50
          match "disk" {
            values = ["ssd"]
          }
        }
      }
      workload_anti_affinity {
        required {
          topology_key = "kubernetes.io/hostname"
          match "app.kubernetes.io/name" {
            values = ["web-shop"]
          }
        }
      }
      topology_spread {
        topology_key = "topology.kubernetes.io/zone"
      }
    }
  }
}
