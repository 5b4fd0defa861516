workload "web-shop" {
  kind = "Deployment"

  container "nginx" {
    image  = "nginx:1.28"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }

    port "http" {
      container_port = 80
    }
  }

  service "web-inside" {
    port "http" {
      port        = 80
      target_port = "http"
    }
    session_affinity {
      timeout_seconds = 60
    }
  }

  service "web-outside" {
    type                    = "LoadBalancer"
    external_traffic_policy = "Local"
    port "http" {
      port        = 80
      target_port = "http"
    }
    load_balancer {
      type         = "metallb"
      address_pool = "public"
    }
  }
}
