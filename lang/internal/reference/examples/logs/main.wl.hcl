workload "web-shop" {
  kind = "Deployment"

  container "nginx" {
    image  = "nginx:1.28"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }

    log {
      stdout    = false
      collector = "sidecar"
      file "/var/log/nginx/access.log" {}
    }
  }
}
