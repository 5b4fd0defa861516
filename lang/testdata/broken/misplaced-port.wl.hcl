stack "shop" {
  limits = "kubernetes"
}

workload "web" {
  kind = "Deployment"
  container "main" {
    image = "nginx:1.27"
    port "http" {
      port           = 81 # error: It is called container_port here
      container_port = 80
    }
  }
  port "http" { # error: Move it to the block workload > container: port "http" { container_port = 8080 }.
    container_port = 80
  }
}

workload "api" {
  kind = "Deployment"
  container "main" {
    image = "nginx:1.27"
    health_check {
      port "http" { # error: "port"
        container_port = 80
      }
    }
  }
  advanced {
    port "http" { # error: Move it to the block workload > container
      container_port = 80
    }
  }
}
