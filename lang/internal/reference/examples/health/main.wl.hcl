workload "web-shop" {
  kind = "Deployment"

  container "nginx" {
    image  = "nginx:1.28"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }

    port "http" {
      container_port = 80
    }

    health_check {
      liveness {
        http_get = { path = "/healthz", port = "http" }
      }
      readiness {
        tcp_socket     = { port = "http" }
        period_seconds = 5
      }
      startup {
        exec              = ["test", "-e", "/run/ready"]
        failure_threshold = 30
      }
    }
  }
}
