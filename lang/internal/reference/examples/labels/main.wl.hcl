workload "web-shop" {
  kind = "Deployment"

  container "nginx" {
    image  = "nginx:1.28"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }
  }

  advanced {
    metadata {
      labels          = { team = "shop" }
      annotations     = { "example.com/owner" = "shop@example.com" }
      pod_labels      = { tier = "front" }
      pod_annotations = { "prometheus.io/scrape" = "true" }
    }
  }
}
