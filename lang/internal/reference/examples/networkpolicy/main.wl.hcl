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

  network_policy "web-shop" {
    ingress {
      from {
        namespace_selector {
          match_labels = { "kubernetes.io/metadata.name" = "ingress-nginx" }
        }
      }
      port {
        port = "http"
      }
    }
  }
}

# Whatever no policy allows is refused.
network_policy "deny-all" {
  policy_types = ["Ingress"]
}
