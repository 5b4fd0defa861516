stack "shop" {
  limits = "kubernetes"
}

workload "web" {
  kind = "Deployment"
  container "main" {
    image = "train:1.0"
    gpu   = { count = 1 } # error: This sets spec.template.spec.containers[0].resources.limits["nvidia.com/gpu"], which is set to another value at stack.wl.hcl:11. Remove one of the two. # error: resources.requests["nvidia.com/gpu"]
    extended_resources = {
      "nvidia.com/gpu" = 2
    }
    port "http" {
      container_port = 80
    }
  }
  container "same" {
    image              = "train:1.0"
    gpu                = { count = 1 }
    extended_resources = { "nvidia.com/gpu" = 1 }
  }
  container "part" {
    image              = "train:1.0"
    gpu                = { mig = { profile = "1g.5gb", count = 1 } } # error: resources.limits["nvidia.com/mig-1g.5gb"] # error: resources.requests["nvidia.com/mig-1g.5gb"]
    extended_resources = merge({ "nvidia.com/mig-1g.5gb" = 3 }, {})
  }
  service "web-none" {
    session_affinity = "None"
    port "http" {
      port = 80
    }
    session_affinity { # error: This sets spec.sessionAffinity, which is set to another value at stack.wl.hcl:28.
      timeout_seconds = 5
    }
  }
  service "web-client" {
    session_affinity = "ClientIP"
    port "http" {
      port = 80
    }
    session_affinity {
      timeout_seconds = 5
    }
  }
  service "web-out" {
    type = "LoadBalancer"
    annotations = {
      "metallb.io/address-pool"    = "q"
      "metallb.io/loadBalancerIPs" = "1.1.1.1"
    }
    port "http" {
      port = 80
    }
    load_balancer {
      type         = "metallb"
      address_pool = "p" # error: This sets metadata.annotations["metallb.io/address-pool"], which is set to another value at stack.wl.hcl:48.
      addresses    = ["1.1.1.1"]
    }
  }
  service "web-computed" {
    type        = "LoadBalancer"
    annotations = { for k in ["metallb.io/loadBalancerIPs"] : k => "1.1.1.2" }
    port "http" {
      port = 80
    }
    load_balancer {
      type      = "metallb"
      addresses = ["1.1.1.1"] # error: metadata.annotations["metallb.io/loadBalancerIPs"]
    }
  }
}
