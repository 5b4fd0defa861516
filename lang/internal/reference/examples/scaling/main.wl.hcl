workload "web-shop" {
  kind = "Deployment"

  container "nginx" {
    image  = "nginx:1.28"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }
  }

  advanced {
    autoscale {
      min_replicas    = 2
      max_replicas    = 10
      cpu_utilization = 80

      pods "http_requests_per_second" {
        average_value = 100
      }

      behavior {
        scale_down {
          policy { # at most half of the Pods a minute
            type           = "Percent"
            value          = 50
            period_seconds = 60
          }
        }
      }
    }

    disruption_budget {
      min_available                 = "50%"
      unhealthy_pod_eviction_policy = "AlwaysAllow"
    }
  }
}
