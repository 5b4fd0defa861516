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
  }

  route "shop" {
    parent_ref {
      name      = "public"
      namespace = "gateways"
    }
    hostnames = ["shop.example.com"]

    rule {
      match {
        path = { value = "/api" }
      }
      backend_ref {
        weight = 90
      }
      backend_ref {
        name   = "next-shop"
        port   = 80
        weight = 10
      }
    }

    rule {
      filter {
        request_redirect = { hostname = "www.example.com", status_code = 301 }
      }
    }
  }
}
