workload "web-shop" {
  kind = "Deployment"

  container "nginx" {
    image  = "nginx:1.28"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }

    lifecycle {
      start {
        command = ["nginx"]
        args    = ["-g", "daemon off;"]
      }
      pre_stop {
        exec = ["nginx", "-s", "quit"]
      }
    }
  }
}
