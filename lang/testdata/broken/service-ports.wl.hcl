stack "shop" {
  limits = "kubernetes"
}

workload "web" {
  kind = "Deployment"

  container "main" {
    image = "nginx:1.27"
    port "http" {
      container_port = 80
      host_port      = 8080
    }
    port "other" { # error: The host port 8080/TCP is already used at stack.wl.hcl:10. The containers of a Pod share one network. Change one of the two.
      container_port = 81
      host_port      = 8080
    }
  }
  service "web" {
    port "http" {
      port = 80
    }
    port "dns" {
      port     = 80
      protocol = "UDP"
    }
    port "admin" { # error: The service port 80/TCP is already used at stack.wl.hcl:20. A service has one port of a number and protocol. Change one of the two.
      port = 80
    }
    dynamic "port" { # error: The service port 80/UDP is already used at stack.wl.hcl:23. A service has one port of a number and protocol.
      for_each = ["more"]
      labels   = [port.value]
      content {
        port     = 80
        protocol = "UDP"
      }
    }
  }
  service "nodes" {
    type = "NodePort"
    port "http" {
      port      = 80
      node_port = 30080
    }
    port "dns" {
      port      = 80
      protocol  = "UDP"
      node_port = 30080
    }
    port "admin" { # error: The node port 30080/TCP is already used at stack.wl.hcl:41. A node has one port of a number and protocol. Change one of the two.
      port      = 81
      node_port = 30080
    }
    dynamic "port" { # error: The node port 30081/TCP is already used at stack.wl.hcl:54.
      for_each = { a = 90, b = 91 }
      labels   = [port.key]
      content {
        port      = port.value
        node_port = 30081
      }
    }
  }
}
