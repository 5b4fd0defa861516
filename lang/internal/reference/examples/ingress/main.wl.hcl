workload "web-shop" {
  kind = "Deployment"

  container "nginx" {
    image  = "nginx:1.28"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }
  }

  service "web-shop" {
    port "http" {
      port = 80
    }
    port "status" {
      port = 8081
    }
  }

  ingress "shop" {
    ingress_class = "nginx"

    rule {
      host = "shop.example.com"
      path "/" {
        port = "http"
      }
    }

    tls {
      hosts       = ["shop.example.com"]
      secret_name = "shop-tls"
    }
  }
}
