workload "web-shop" {
  kind = "StatefulSet"

  container "nginx" {
    image  = "nginx:1.28"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }
  }

  service "web-pods" {
    headless = true
    port "http" {
      port = 80
    }
  }

  advanced {
    pod_management_policy = "Parallel"
  }
}
