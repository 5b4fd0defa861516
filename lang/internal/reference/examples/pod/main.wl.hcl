workload "web-shop" {
  kind                            = "Deployment"
  service_account                 = "web"
  automount_service_account_token = false

  container "nginx" {
    image  = "nginx:1.28"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }
  }
  container "exporter" {
    image  = "nginx/nginx-prometheus-exporter:1.4"
    cpu    = { request = "10m", limit = "500m" }
    memory = { request = "16Mi", limit = "256Mi" }
  }

  advanced {
    pod {
      os              = "linux"
      runtime_class   = "gvisor"
      readiness_gates = ["example.com/registered"]
      cpu             = { request = "200m", limit = "500m" }
      memory          = { request = "128Mi", limit = "256Mi" }
    }
    network {
      hostname             = "web"
      enable_service_links = false
    }
  }
}
