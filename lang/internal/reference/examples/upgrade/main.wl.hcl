workload "web-shop" {
  kind = "Deployment"

  container "nginx" {
    image  = "nginx:1.28"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }
  }

  advanced {
    upgrade {
      strategy                         = "RollingUpdate"
      max_unavailable                  = 1
      max_surge                        = "50%"
      min_ready_seconds                = 5
      progress_deadline_seconds        = 300
      termination_grace_period_seconds = 60
    }
    autoscale {
      min_replicas    = 2
      max_replicas    = 8
      cpu_utilization = 70
    }
    disruption_budget {
      min_available = 1
    }
  }
}
