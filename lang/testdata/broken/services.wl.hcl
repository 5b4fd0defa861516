stack "shop" {}

workload "nginx-01" {
  kind = "Deployment"
  container "nginx" {
    image      = "nginx"   # warning: The content of the image "nginx" can change
    privileged = true      # warning: has full access to its node
    cpu        = { request = "2", limit = "500m" } # error: cpu.request ("2") must not exceed cpu.limit ("500m")
    port "http" {
      container_port = 80
    }
  }
  container "sidecar" { # warning: can use all CPU or memory of its node
    image = "busybox:1.36"
    port "web" { # error: The port 80/TCP is already used at
      container_port = 80
    }
    port "http" { # error: The port name "http" is already used at
      container_port = 81
    }
  }
  service "web-1" {
    external_traffic_policy = "Local" # error: external_traffic_policy needs type = "NodePort" or "LoadBalancer"
    load_balancer_class     = "x/y"   # error: load_balancer_class needs type = "LoadBalancer"
    port "http" {
      port        = 80
      target_port = "htp"  # error: No container of workload "nginx-01" has a port "htp". Did you mean "http"?
      node_port   = 30080  # error: node_port needs type
    }
    port "again" { # error: The service port 80/TCP is already used at
      port = 80
    }
    load_balancer { # error: load_balancer needs type = "LoadBalancer"
      type = "metallb"
    }
  }
  service "web-2" {
    type     = "NodePort"
    headless = true # error: its type must be "ClusterIP"
    port "http" {
      port = 80
    }
    session_affinity {} # warning: Kubernetes ignores session affinity on a headless service
  }
  service "web-3" {
    type                = "LoadBalancer"
    load_balancer_class = "a/b" # error: Keep one of them.
    port "http" {
      port = 80
    }
    load_balancer {
      type         = "example.com/lb"
      address_pool = "pool" # error: address_pool is only for MetalLB
    }
  }
  service "empty" { # error: service "empty" has no port block. Add port "name" { … };
  }
  advanced {
    upgrade {
      max_unavailable   = 2   # warning: During an upgrade all 2 Pods of workload "nginx-01" can be unavailable
      min_ready_seconds = 600 # error: min_ready_seconds (600) must be less than progress_deadline_seconds (600)
    }
  }
}

workload "stuck" {
  kind = "Deployment"
  container "nginx" {
    image = "nginx:1.27"
  }
  advanced {
    upgrade {
      max_unavailable = 0 # error: max_unavailable and max_surge are both 0
      max_surge       = "0%"
    }
  }
}
