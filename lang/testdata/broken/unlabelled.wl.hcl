stack "shop" {}

workload "front" {
  kind = "Deployment"

  container "main" {
    image = "nginx:1.27"
    port {
      container_port = 0 # error: container_port must be between 1 and 65535
    }
    port "a" "b" { # error: A block port has one label.
      container_port = 81
    }
    port {
      container_port = 82
    }
    health_check {
      readiness {
        http_get = { port = "http" } # error: container "main" has no port "http". Add such a port to it
      }
    }
  }

  container { # error: A block container has one label.
    image = "nginx:1.27"
  }

  service "front-svc" {
    dynamic "port" { # error: service "front-svc" has 2 ports, so each needs a name, and this one has none.
      for_each = [80, 443]
      content {
        port = port.value
      }
    }
  }
}
